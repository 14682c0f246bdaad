import { createHash } from 'node:crypto'
import type { StreamViewType } from '@aws-sdk/client-dynamodb'
import type { _Record as StreamedRecord } from '@aws-sdk/client-dynamodb-streams'
import { copyItem, emptyItem } from '../attribute-value.ts'
import type { AttributeValue, Item } from '../attribute-value.ts'
import { itemsEqual } from '../compare-values.ts'
import { itemSize } from '../item-size.ts'
import type { WriteEffect } from '../table.ts'

/** Who changed an item: somebody's request, or its expiry. */
export type Cause = 'request' | 'expiry'

/** What a write did, as far as a stream tells of it. The items are those of the table, not copies. */
export interface ItemChange {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  keys: Readonly<Item>
  /** The item before and after, where the stream shows it. */
  old: Readonly<Item> | undefined
  fresh: Readonly<Item> | undefined
  /** Of the keys and both items. */
  bytes: number
}

/**
 * What a stream tells of a write. Undefined where the item is as it was before: such writes leave no
 * record (AWS: "Change data capture for DynamoDB Streams").
 */
export function itemChange(
  { table, before, after }: WriteEffect,
  viewType: StreamViewType,
): ItemChange | undefined {
  const item = after?.item ?? before?.item
  if (!item || (before && after && itemsEqual(before.item, after.item))) return undefined
  const keys = emptyItem()
  for (const name of table.keyNames) keys[name] = item[name] as AttributeValue
  const old = hasOld(viewType) ? before : undefined
  const fresh = hasNew(viewType) ? after : undefined
  return {
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    keys,
    old: old?.item,
    fresh: fresh?.item,
    bytes: itemSize(keys) + (old?.size ?? 0) + (fresh?.size ?? 0),
  }
}

interface Circumstances {
  tableId: string
  viewType: StreamViewType
  region: string
  sequence: string
  at: number
  cause: Cause
}

/** The record of a change, for the caller to keep (SDK text of Record and StreamRecord). */
export function recordOf(
  { eventName, keys, old, fresh, bytes }: ItemChange,
  { tableId, viewType, region, sequence, at, cause }: Circumstances,
): StreamedRecord {
  return {
    eventID: createHash('md5').update(`${tableId}/${sequence}`).digest('hex'),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(at / 1000) * 1000),
      Keys: copyItem(keys),
      ...(fresh && { NewImage: copyItem(fresh) }),
      ...(old && { OldImage: copyItem(old) }),
      SequenceNumber: sequence,
      SizeBytes: bytes,
      StreamViewType: viewType,
    },
    ...(cause === 'expiry' && {
      userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
    }),
  }
}

function hasOld(viewType: StreamViewType): boolean {
  return viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES'
}

function hasNew(viewType: StreamViewType): boolean {
  return viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES'
}
