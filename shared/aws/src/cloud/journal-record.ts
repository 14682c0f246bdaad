import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'

/** What a journal holds, in the order in which it happened. */
export type JournalRecord = Beginning | JournaledCall | ClockMove | Blobs | Snapshot

/** A fresh, empty account. */
export interface Beginning {
  kind: 'beginning'
  /** The seed of all ids and tokens. */
  seed: string
  /** Virtual milliseconds since 1970. */
  at: number
}

/** An operation that was carried out. */
export interface JournaledCall {
  kind: 'call'
  clientName: string
  operation: string
  input: Record<string, unknown>
  /** Virtual milliseconds since 1970. */
  at: number
  /** How many ids and tokens had been drawn before. */
  position: number
  failed: boolean
}

/** The clock was moved: so many milliseconds it is ahead of real time now. */
export interface ClockMove {
  kind: 'clock'
  ahead: number
}

/** Byte arrays that the next snapshot refers to, after those of earlier records. */
export interface Blobs {
  kind: 'blobs'
  blobs: Uint8Array[]
}

/** What some services held at a moment; their calls before it are not in the journal any more. */
export interface Snapshot {
  kind: 'snapshot'
  /** By AWS's short names. */
  services: string[]
  /** What `stateToBytes` made of it; its blobs are in records before this one. */
  head: Uint8Array
  /** Virtual milliseconds since 1970. */
  at: number
  /** How many ids and tokens had been drawn. */
  position: number
}

/** What stands at the start of a journal. */
export const MAGIC = Buffer.from('storage-workshop journal 1\n')

/** Bytes before each record: lengths of its head and its blobs, its checksum, and their own. */
export const FRAME_BYTES = 16

/** Byte arrays from this size on are written as they are instead of being copied into the head. */
const BLOB_BYTES = 4096

/** A record in bytes; blobs are the very arrays of the input, not copies. */
export function encodeRecord(record: JournalRecord): Uint8Array[] {
  const [bare, blobs] = withoutBlobs(record)
  const head = serialize({ ...bare, blobs: blobs.map(([name, { length }]) => [name, length]) })
  const parts: Uint8Array[] = [head, ...blobs.map(([, blob]) => blob)]
  const frame = Buffer.alloc(FRAME_BYTES)
  frame.writeUInt32LE(head.length, 0)
  frame.writeUInt32LE(
    blobs.reduce((sum, [, { length }]) => sum + length, 0),
    4,
  )
  frame.writeUInt32LE(
    parts.reduce((sum, part) => crc32(part, sum), 0),
    8,
  )
  frame.writeUInt32LE(crc32(frame.subarray(0, 12)), 12)
  return [frame, ...parts]
}

/** The lengths and the checksum in a record's frame; undefined if it is none. */
export function readFrame(
  frame: Buffer,
): { headLength: number; length: number; checksum: number } | undefined {
  if (crc32(frame.subarray(0, 12)) !== frame.readUInt32LE(12)) return undefined
  const headLength = frame.readUInt32LE(0)
  return {
    headLength,
    length: headLength + frame.readUInt32LE(4),
    checksum: frame.readUInt32LE(8),
  }
}

/** Reads a record from its bytes, frame apart. Its blobs are views of `bytes`. */
export function decodeRecord(bytes: Buffer, headLength: number): JournalRecord {
  const { blobs, ...record } = deserialize(bytes.subarray(0, headLength)) as JournalRecord & {
    blobs: [name: string, length: number][]
  }
  let offset = headLength
  const members = blobs.map(([name, length]): [string, Uint8Array] => [
    name,
    bytes.subarray(offset, (offset += length)),
  ])
  if (record.kind === 'blobs') return { kind: 'blobs', blobs: members.map(([, blob]) => blob) }
  if (record.kind === 'call') Object.assign(record.input, Object.fromEntries(members))
  return record
}

function withoutBlobs(record: JournalRecord): [object, [string, Uint8Array][]] {
  if (record.kind === 'blobs') return [{ kind: 'blobs' }, record.blobs.map((blob) => ['', blob])]
  if (record.kind !== 'call') return [record, []]
  const isBlob = ([, value]: [string, unknown]) =>
    value instanceof Uint8Array && value.length >= BLOB_BYTES
  const members = Object.entries(record.input)
  const input = Object.fromEntries(members.filter((member) => !isBlob(member)))
  return [{ ...record, input }, members.filter(isBlob) as [string, Uint8Array][]]
}
