import type { KeySchemaElement, StreamViewType } from '@aws-sdk/client-dynamodb'
import type { StreamStatus } from '@aws-sdk/client-dynamodb-streams'
import { revivedItem } from '../attribute-value.ts'
import { Plain } from '../../plain.ts'
import type { WriteEffect } from '../table.ts'
import { itemChange } from './stream-record.ts'
import type { Cause, ItemChange } from './stream-record.ts'

/** How long records are kept, in milliseconds, and a stream after its end (SDK text: 24 hours). */
export const RETENTION = 24 * 60 * 60 * 1000

/**
 * How long a shard takes records before another follows it, in milliseconds. AWS documents that
 * shards come and go by themselves, and no time; four hours is what users of streams see.
 */
export const SHARD_LIFETIME = 4 * 60 * 60 * 1000

/** A part of a stream. Its numbers count from `start`, which no record has, to `end`. */
export interface Shard {
  id: string
  parent: string | undefined
  opened: number
  closed: number | undefined
  start: bigint
  end: bigint | undefined
}

/** What a record is made of when somebody reads it. */
export interface StoredRecord extends ItemChange {
  sequence: bigint
  /** When it came. */
  at: number
  cause: Cause
}

interface Identity {
  arn: string
  /** The moment at which the stream was asked for, as its label. */
  label: string
  created: number
  tableName: string
  tableId: string
  keySchema: KeySchemaElement[]
  viewType: StreamViewType
  region: string
}

/** The changes of one table's items, from when its stream was enabled to when it was disabled. */
export class ChangeStream {
  readonly identity: Identity
  status: StreamStatus = 'ENABLING'
  /** Oldest first; one takes records while the stream is enabled, and those before are closed. */
  readonly shards: Shard[]
  readonly records: StoredRecord[]
  #sequence = FIRST_SEQUENCE
  #trimmed = FIRST_SEQUENCE

  constructor(
    identity: Identity,
    kept: { shards: Shard[]; records: StoredRecord[] } = { shards: [], records: [] },
  ) {
    this.identity = identity
    this.shards = kept.shards
    this.records = kept.records
  }

  /** A stream as `toData` described it. */
  static from(data: ReturnType<ChangeStream['toData']>): ChangeStream {
    const records = data.records.data.map(({ keys, old, fresh, ...record }) => ({
      ...record,
      keys: revivedItem(keys),
      old: old && revivedItem(old),
      fresh: fresh && revivedItem(fresh),
    }))
    const stream = new ChangeStream(data.identity, { shards: data.shards, records })
    stream.status = data.status
    stream.#sequence = data.sequence
    stream.#trimmed = data.trimmed
    return stream
  }

  /** All there is to know about it. */
  toData() {
    const { identity, status, shards } = this
    const records = new Plain(this.records)
    return { identity, status, shards, records, sequence: this.#sequence, trimmed: this.#trimmed }
  }

  /** The number that the next record will have, at least. */
  get next(): bigint {
    return this.#sequence + 1n
  }

  /** The greatest number of a record that has been removed for its age. */
  get trimmed(): bigint {
    return this.#trimmed
  }

  /** Begins to take records. */
  enable(now: number): void {
    this.status = 'ENABLED'
    this.#open(now)
  }

  /** Takes no more records; those there are can be read for `RETENTION`. */
  disable(now: number): void {
    this.settle(now)
    this.status = 'DISABLED'
    const last = this.shards.at(-1)
    if (last) this.#close(last, now)
  }

  /** Notes what a write did, unless it changed nothing. */
  record(effect: WriteEffect, { now, cause }: { now: number; cause: Cause }): void {
    this.settle(now)
    const change = itemChange(effect, this.identity.viewType)
    if (!change) return
    this.#sequence++
    this.records.push({ ...change, sequence: this.#sequence, at: now, cause })
  }

  /** Removes what is too old, and closes and opens shards as time goes by. */
  settle(now: number): void {
    const kept = this.records.findIndex(({ at }) => at > now - RETENTION)
    const old = this.records.splice(0, kept < 0 ? this.records.length : kept)
    this.#trimmed = old.at(-1)?.sequence ?? this.#trimmed
    this.#followShards(now)
    const first = this.shards.findIndex(
      ({ closed }) => closed === undefined || closed > now - RETENTION,
    )
    this.shards.splice(0, first < 0 ? this.shards.length : first)
  }

  /** True when a disabled stream can no longer be read. */
  get isGone(): boolean {
    return this.status === 'DISABLED' && this.shards.length === 0
  }

  /** Closes the shard whose time is over, and opens those after it, whoever looks and when. */
  #followShards(now: number) {
    const last = this.shards.at(-1)
    if (!last || this.status === 'DISABLED') return
    const due = Math.floor((now - last.opened) / SHARD_LIFETIME)
    if (due <= 0) return
    this.#close(last, last.opened + SHARD_LIFETIME)
    // Shards that nobody could read any more are only counted.
    const unread = Math.max(0, due - READABLE_SHARDS)
    this.#sequence += 2n * BigInt(unread)
    for (let shard = unread + 1; shard <= due; shard++) {
      const opened = last.opened + shard * SHARD_LIFETIME
      this.#open(opened)
      const next = this.shards.at(-1)
      if (next && shard < due) this.#close(next, opened + SHARD_LIFETIME)
    }
  }

  #open(now: number) {
    const before = this.shards.at(-1)
    // A shard that was only counted had no records.
    const isNext = before?.closed === now
    const parent = isNext ? before.id : shardId(now - SHARD_LIFETIME, this.#sequence - 1n)
    this.#sequence++
    this.shards.push({
      id: shardId(now, this.#sequence),
      parent: before && parent,
      opened: now,
      closed: undefined,
      start: this.#sequence,
      end: undefined,
    })
  }

  #close(shard: Shard, now: number) {
    this.#sequence++
    Object.assign(shard, { closed: now, end: this.#sequence })
  }
}

/** Sequence numbers have 21 to 40 digits (the API's model). */
const FIRST_SEQUENCE = 100_000_000_000_000_000_000n

/** How many shards, at most, have been open within the time that records are kept. */
const READABLE_SHARDS = RETENTION / SHARD_LIFETIME + 1

function shardId(opened: number, start: bigint): string {
  return `shardId-${String(opened).padStart(20, '0')}-${start.toString(16).slice(-8)}`
}
