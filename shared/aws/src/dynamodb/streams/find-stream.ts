import type { Database } from '../database.ts'
import { invalid, notFound } from '../refusal.ts'
import type { ChangeStream, Shard } from './change-stream.ts'

const STREAM_ARN = /^arn:aws:dynamodb:[a-z0-9-]+:\d+:table\/[\w.-]+\/stream\/[\dT:.-]+$/

/** The stream with this ARN. Throws AWS's errors for what is no ARN, and for a stream that is not there. */
export function findStream(database: Database, arn: string | undefined): ChangeStream {
  if (!STREAM_ARN.test(arn ?? '')) throw invalid('Invalid StreamArn')
  const stream = database.readableStreams().get(arn ?? '')
  if (stream) return stream
  throw notFound(`Requested resource not found: Stream: ${arn} not found`)
}

/** The shard of a stream. Throws if it has none of this name, or no longer. */
export function findShard({ shards, identity }: ChangeStream, id: string | undefined): Shard {
  const shard = shards.find((one) => one.id === id)
  if (shard) return shard
  // AWS's words for a shard that is not there are not documented.
  throw notFound(`Requested resource not found: Shard: ${id} in Stream: ${identity.arn} not found`)
}
