import type {
  PutRecordInput,
  PutRecordOutput,
  PutRecordsInput,
  PutRecordsOutput,
  PutRecordsResultEntry,
} from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream, refuseMembers, under } from './account.ts'
import * as constraints from './constraints.ts'
import { HASH_KEYS, hashKeyOf } from './hash-key.ts'
import { parseSequenceNumber } from './sequence-number.ts'
import { appendRecord, MIB, type Shard, shardFor, type Stream } from './stream.ts'

/** The limits of one PutRecords request (SDK text): partition keys count as bytes, too. */
const MAX_RECORDS = 500
const MAX_REQUEST_BYTES = 10 * MIB
const MAX_PARTITION_KEY = 256

/** A record that may be written. */
interface Entry {
  partitionKey: string
  data: Uint8Array
  bytes: number
  hashKey: bigint
}

/** PutRecord and PutRecords. */
export function putOperations(account: Account) {
  const now = () => account.world.clock.now()

  /** Writes the record if its shard has room for it this second. */
  function write(stream: Stream, entry: Entry): { shard: Shard; sequence?: bigint } {
    const shard = shardFor(stream, entry.hashKey)
    if (!admit(account, shard, entry.bytes)) return { shard }
    return { shard, sequence: appendRecord(stream, shard, { ...entry, now: now() }) }
  }

  return {
    /** PutRecord (SDK text). A record that its shard has no room for throws. */
    PutRecord(input: PutRecordInput): PutRecordOutput {
      refuseMembers(account, input, ['DryRun'])
      const stream = findStream(account, input)
      const entry = checkRecord(account, stream, { ...input, path: '' })
      checkOrdering(account, stream, input.SequenceNumberForOrdering)
      const { shard, sequence } = write(stream, entry)
      if (sequence === undefined) throw throttled(account, stream, shard)
      const output = { ShardId: shard.id, SequenceNumber: String(sequence) }
      return { ...output, ...encryption(stream) }
    },

    /**
     * PutRecords (SDK text). Its records are written in request order; each that its shard has no
     * room for fails by itself, while later ones may succeed.
     */
    PutRecords(input: PutRecordsInput): PutRecordsOutput {
      refuseMembers(account, input, ['DryRun'])
      const records = constraints.requireList(account, ['records', input.Records], MAX_RECORDS)
      const stream = findStream(account, input)
      const entries = records.map((record, index) =>
        checkRecord(account, stream, { ...record, path: `records.${index + 1}.member.` }),
      )
      if (entries.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_REQUEST_BYTES) {
        throw failure(account, 'InvalidArgumentException', 'Records size exceeds 10 MB limit')
      }
      const results = entries.map((entry): PutRecordsResultEntry => {
        const { shard, sequence } = write(stream, entry)
        if (sequence !== undefined) return { SequenceNumber: String(sequence), ShardId: shard.id }
        const { name: ErrorCode, message: ErrorMessage } = throttled(account, stream, shard)
        return { ErrorCode, ErrorMessage }
      })
      const FailedRecordCount = results.filter(({ ErrorCode }) => ErrorCode).length
      return { FailedRecordCount, Records: results, ...encryption(stream) }
    },
  }
}

interface RawRecord {
  Data: Uint8Array | undefined
  PartitionKey?: string | undefined
  ExplicitHashKey?: string | undefined
  /** Leads the members' names in error texts. */
  path: string
}

/**
 * The limit of a record covers data and partition key (SDK text, PutRecords). For a record above
 * it AWS's text is that of the former fixed limit; the whole request is refused.
 */
function checkRecord(account: Account, stream: Stream, record: RawRecord): Entry {
  const { Data: data, path } = record
  const partitionKey = constraints.requireText(
    account,
    [`${path}partitionKey`, record.PartitionKey],
    { max: MAX_PARTITION_KEY },
  )
  if (data === undefined || data === null) {
    throw constraints.mustNotBeNull(account, `${path}data`)
  }
  const bytes = data.length + Buffer.byteLength(partitionKey)
  const max = stream.maxRecordKiB * 1024
  if (bytes > max) {
    const shown = `java.nio.HeapByteBuffer[pos=0 lim=${data.length} cap=${data.length}]`
    throw constraints.tooLong(account, [`${path}data`, shown], max)
  }
  const hashKey = explicitHashKey(account, record) ?? hashKeyOf(partitionKey)
  return { partitionKey, data, bytes, hashKey }
}

function explicitHashKey(account: Account, { ExplicitHashKey, path }: RawRecord) {
  if (ExplicitHashKey === undefined || ExplicitHashKey === null) return undefined
  const member: [string, string] = [`${path}explicitHashKey`, ExplicitHashKey]
  const hashKey = BigInt(constraints.requireText(account, member, constraints.HASH_KEY))
  if (hashKey < HASH_KEYS) return hashKey
  const message =
    'Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. ' +
    `Specified value was ${ExplicitHashKey}`
  throw failure(account, 'InvalidArgumentException', message)
}

/** Sequence numbers always increase here, so a valid number needs nothing more. */
function checkOrdering(account: Account, stream: Stream, after: string | undefined) {
  if (after === undefined || after === null) return
  const member: [string, string] = ['sequenceNumberForOrdering', after]
  constraints.requireText(account, member, constraints.SEQUENCE_NUMBER)
  const parts = parseSequenceNumber(after)
  if (parts && parts.arrived * 1000 <= account.world.clock.now()) return
  const message =
    `ExclusiveMinimumSequenceNumber ${after} used in PutRecord on stream ` +
    `${stream.name} ${under(account)} is invalid.`
  throw failure(account, 'InvalidArgumentException', message)
}

function admit({ world, throttling }: Account, { limits }: Shard, bytes: number): boolean {
  if (!throttling) return true
  const now = world.clock.now()
  if (!limits.writtenRecords.has(1, now) || !limits.writtenBytes.has(bytes, now)) return false
  limits.writtenRecords.take(1, now)
  limits.writtenBytes.take(bytes, now)
  return true
}

/** Makes the error for a shard that is used beyond one of its limits per second. */
export function throttled(account: Account, stream: Stream, shard: Shard): Error {
  const message = `Rate exceeded for shard ${shard.id} in stream ${stream.name} ${under(account)}.`
  return failure(account, 'ProvisionedThroughputExceededException', message)
}

function encryption({ kmsKeyId }: Stream): { EncryptionType?: 'KMS' } {
  return kmsKeyId === undefined ? {} : { EncryptionType: 'KMS' }
}
