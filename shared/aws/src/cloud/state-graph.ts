import { deserialize, serialize } from 'node:v8'
import { IdempotencyTokens } from '../dynamodb/idempotency.ts'
import { ChangeStream } from '../dynamodb/streams/change-stream.ts'
import { Table } from '../dynamodb/table.ts'
import { TimeToLive } from '../dynamodb/time-to-live.ts'
import { Tank } from '../kinesis/rate-limit.ts'
import { ShardSubscription } from '../kinesis/shard-subscription.ts'
import { Plain } from '../plain.ts'
import { compareUtf8 } from '../s3/utf8-order.ts'
import { setMember } from '../set-member.ts'
import { SortedMap } from '../sorted-map.ts'

/** What services hold, as bytes: what shares something shares it still when it is read again. */
export interface StateBytes {
  head: Uint8Array
  /** Large byte arrays, as they are: not copied, for they never change. */
  blobs: Uint8Array[]
}

/** Byte arrays from this size on are not copied into the head. */
const BLOB_BYTES = 4_096

/** Stands for what is more than plain data; no state has a member of this name. */
const KIND = '\u0000kind'

/** Classes that can say in data what is in an instance, and make one of that, by what stands for them. */
const CLASSES = {
  tank: Tank,
  table: Table,
  'change-stream': ChangeStream,
  'time-to-live': TimeToLive,
  'idempotency-tokens': IdempotencyTokens,
}

/** Writes down what services hold. Throws `TypeError` for a function or an unknown class. */
export function stateToBytes(state: object): StateBytes {
  const blobs: Uint8Array[] = []
  const written = new Map<object, unknown>()
  const head = serialize(plain(state))
  return { head, blobs }

  function plain(value: unknown): unknown {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new TypeError(`A ${typeof value} is no state`)
    }
    if (typeof value !== 'object' || value === null) return value
    if (!written.has(value)) writeDown(value)
    return written.get(value)
  }

  /** What contains itself is noted before what is in it. */
  function writeDown(value: object): void {
    if (value instanceof Plain) {
      written.set(value, { [KIND]: 'plain', data: value.data })
    } else if (value instanceof Uint8Array || value instanceof Date) {
      const isLarge = value instanceof Uint8Array && value.length >= BLOB_BYTES
      written.set(value, isLarge ? { [KIND]: 'blob', index: blobs.push(value) - 1 } : value)
    } else if (Array.isArray(value)) {
      const copy: unknown[] = []
      written.set(value, copy)
      for (const item of value) copy.push(plain(item))
    } else if (value instanceof Map) {
      const copy = new Map<unknown, unknown>()
      written.set(value, copy)
      for (const [key, item] of value) copy.set(plain(key), plain(item))
    } else if (value instanceof Set) {
      const copy = new Set<unknown>()
      written.set(value, copy)
      // Functions in sets wait for something to happen, and nobody waits in a state.
      for (const item of value) if (typeof item !== 'function') copy.add(plain(item))
    } else if (value instanceof SortedMap) {
      if (value.order !== compareUtf8) throw new TypeError('A map in this order is no state')
      const entries: unknown[] = []
      written.set(value, { [KIND]: 'sorted', entries })
      for (const entry of value.ascending()) entries.push(plain(entry))
    } else if (KINDS.has(value.constructor)) {
      const copy: Record<string, unknown> = { [KIND]: KINDS.get(value.constructor) }
      written.set(value, copy)
      copy['data'] = plain((value as Described).toData())
    } else if (value instanceof ShardSubscription) {
      // Whoever listened is gone when a state is read again; when it began still counts.
      written.set(value, { since: value.since })
    } else {
      writeMembers(value)
    }
  }

  function writeMembers(value: object): void {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== null && prototype !== Object.prototype) {
      throw new TypeError(`An instance of ${value.constructor.name} is no state`)
    }
    if (Object.hasOwn(value, KIND)) throw new TypeError('A state has a member of a reserved name')
    const copy: Record<string, unknown> = {}
    written.set(value, copy)
    for (const [name, member] of Object.entries(value)) setMember(copy, name, plain(member))
  }
}

/** Reads what `stateToBytes` wrote. */
export function stateFromBytes({ head, blobs }: StateBytes): unknown {
  const read = new Map<object, unknown>()
  return revived(deserialize(head))

  function revived(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Uint8Array || value instanceof Date) return value
    if (!read.has(value)) revive(value as Record<string, unknown>)
    return read.get(value)
  }

  function revive(value: Record<string, unknown>): void {
    if (Object.hasOwn(value, KIND)) return reviveKind(value)
    read.set(value, value)
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) value[index] = revived(item)
    } else if (value instanceof Map) {
      const entries = [...(value as Map<unknown, unknown>)]
      value.clear()
      for (const [key, item] of entries) value.set(revived(key), revived(item))
    } else if (value instanceof Set) {
      const items = [...(value as Set<unknown>)]
      value.clear()
      for (const item of items) value.add(revived(item))
    } else {
      for (const [name, member] of Object.entries(value)) {
        const again = revived(member)
        if (again !== member) setMember(value, name, again)
      }
    }
  }

  function reviveKind(value: Record<string, unknown>): void {
    if (value[KIND] === 'blob') {
      const { buffer, byteOffset, length } = blobs[value['index'] as number]!
      read.set(value, new Uint8Array(buffer, byteOffset, length))
    } else if (value[KIND] === 'plain') {
      read.set(value, new Plain(value['data']))
    } else if (Object.hasOwn(CLASSES, value[KIND] as string)) {
      const { from } = CLASSES[value[KIND] as keyof typeof CLASSES]
      read.set(value, from(revived(value['data']) as never))
    } else {
      const map = new SortedMap<unknown>(compareUtf8)
      read.set(value, map)
      for (const [key, item] of value['entries'] as [string, unknown][]) map.set(key, revived(item))
    }
  }
}

interface Described {
  toData(): object
}

const KINDS: ReadonlyMap<unknown, string> = new Map(
  Object.entries(CLASSES).map(([kind, type]) => [type, kind]),
)
