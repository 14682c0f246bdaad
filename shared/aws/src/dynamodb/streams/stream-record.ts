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

interface Details {
  viewType: StreamViewType
  region: string
  sequence: string
  now: number
  cause: Cause
}

/**
 * The record of a write (SDK text of Record and StreamRecord). Undefined where the item is as it was
 * before: such writes leave none (AWS: "Change data capture for DynamoDB Streams").
 */
export function recordOf(
  { table, before, after }: WriteEffect,
  { viewType, region, sequence, now, cause }: Details,
): StreamedRecord | undefined {
  const item = after?.item ?? before?.item
  if (!item || (before && after && itemsEqual(before.item, after.item))) return undefined
  const keys = emptyItem()
  for (const name of table.keyNames) keys[name] = item[name] as AttributeValue
  const old = hasOld(viewType) ? before?.item : undefined
  const fresh = hasNew(viewType) ? after?.item : undefined
  const images = [keys, old, fresh].filter((image): image is Readonly<Item> => image !== undefined)
  return {
    eventID: createHash('md5').update(`${table.identity.id}/${sequence}`).digest('hex'),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(now / 1000) * 1000),
      Keys: copyItem(keys),
      ...(fresh && { NewImage: copyItem(fresh) }),
      ...(old && { OldImage: copyItem(old) }),
      SequenceNumber: sequence,
      SizeBytes: images.reduce((bytes, image) => bytes + itemSize(image), 0),
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
