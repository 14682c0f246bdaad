import { awsError, type SdkModule, type World } from '../service.ts'
import { type Shard, type Stream, trim } from './stream.ts'

/** What all operations of one Kinesis share. */
export interface Account {
  world: World
  sdk: SdkModule
  /** Whether the shards' limits per second are in force. */
  throttling: boolean
  streams: Map<string, Stream>
  /** How many streams there ever were: gives each stream an id of its own. */
  streamsMade: number
}

/** How a request names its stream: by name, by ARN, or by both if they agree. */
export interface StreamReference {
  StreamName?: string | undefined
  StreamARN?: string | undefined
}

/** Makes one of Kinesis's exceptions. */
export function failure(account: Account, name: string, message: string): Error {
  return awsError(account.sdk, name, { message })
}

/** Makes the error for a parameter that this fake knows of but does not act on. */
export function notEmulated(account: Account, what: string): Error {
  return awsError(account.sdk, 'UnknownOperationException', {
    message: `${what} is not emulated`,
    status: 501,
  })
}

/** Refuses the first of the named members that is present in `input`. */
export function refuseMembers(account: Account, input: object, members: string[]): void {
  for (const [member, value] of Object.entries(input)) {
    const isPresent = value !== undefined && value !== null && value !== false
    if (isPresent && members.includes(member)) throw notEmulated(account, `The member "${member}"`)
  }
}

/**
 * Returns the stream a request names, rid of what has expired.
 *
 * Throws ResourceNotFoundException if there is none, InvalidArgumentException if the request names
 * no stream or two. (AWS's texts for the latter are not published.)
 */
export function findStream(account: Account, reference: StreamReference): Stream {
  const name = streamName(account, reference)
  const stream = account.streams.get(name)
  if (!stream) throw streamNotFound(account, name)
  trim(stream, account.world.clock.now())
  return stream
}

/** Returns a live shard of `stream`; throws ResourceNotFoundException if there is none. */
export function findShard(account: Account, stream: Stream, shardId: string): Shard {
  const shard = stream.shards.find(({ id }) => id === shardId)
  if (shard) return shard
  const message = `Could not find shard ${shardId} in stream ${stream.name} ${under(account)}.`
  throw failure(account, 'ResourceNotFoundException', message)
}

/** Makes the ResourceNotFoundException for a stream that does not exist. */
export function streamNotFound(account: Account, name: string): Error {
  const message = `Stream ${name} ${under(account)} not found.`
  return failure(account, 'ResourceNotFoundException', message)
}

/** The ARN of a stream with this name. */
export function streamArn({ world }: Account, name: string): string {
  return `arn:aws:kinesis:${world.region}:${world.accountId}:stream/${name}`
}

/** "under account 123456789012", as AWS's error texts have it. */
export function under({ world }: Account): string {
  return `under account ${world.accountId}`
}

function streamName(account: Account, { StreamName, StreamARN }: StreamReference): string {
  const named = StreamARN?.split(':stream/')[1]
  if (StreamARN !== undefined && (!named || StreamARN !== streamArn(account, named))) {
    throw streamNotFound(account, StreamARN)
  }
  if (named && StreamName !== undefined && StreamName !== named) {
    const message = `StreamName ${StreamName} does not match StreamARN ${StreamARN}.`
    throw failure(account, 'InvalidArgumentException', message)
  }
  const name = StreamName ?? named
  if (name) return name
  const message = 'Either StreamName or StreamARN must be provided.'
  throw failure(account, 'InvalidArgumentException', message)
}
