import type { SubscribeToShardEvent, SubscribeToShardEventStream } from '@aws-sdk/client-kinesis'
import { type Account, failure, streamNotFound } from './account.ts'
import { childrenOf, describeRecord, firstAtOrAfter, pageFrom, sizeOf } from './get-records.ts'
import { MIB, type Shard, type Stream, type StreamConsumer, trim } from './stream.ts'

/** How long a subscription lasts, in milliseconds (SDK text, SubscribeToShard). */
const LIFETIME = 300_000

/** What one consumer reads of one shard in a second (developer guide, "Enhanced fan-out"). */
const BYTES_PER_SECOND = 2 * MIB

type Events = AsyncIterableIterator<SubscribeToShardEventStream>
type Next = IteratorResult<SubscribeToShardEventStream, undefined>

/** What a subscription is to, and the first sequence number that it wants. */
interface Beginning {
  stream: Stream
  shard: Shard
  consumer: StreamConsumer
  from: bigint
  /** Milliseconds since 1970. */
  since: number
}

/**
 * The events that one consumer gets of one shard: as records arrive, no faster than 2 MiB a second
 * where limits are in force, for 5 minutes, or until the shard's end, which names its children.
 *
 * It sets a timer only while somebody waits for an event.
 */
export class ShardSubscription implements Events {
  readonly since: number
  readonly #account: Account
  readonly #stream: Stream
  readonly #shard: Shard
  readonly #consumer: StreamConsumer
  #from: bigint
  /** When the records of the last event have gone through, in milliseconds since 1970. */
  #busyUntil: number
  #isOver = false
  #wake = () => {}

  constructor(account: Account, { stream, shard, consumer, from, since }: Beginning) {
    this.#account = account
    this.#stream = stream
    this.#shard = shard
    this.#consumer = consumer
    this.#from = from
    this.#busyUntil = since
    this.since = since
  }

  [Symbol.asyncIterator](): Events {
    return this
  }

  /** The next event. Rejects with ResourceInUse or ResourceNotFoundException where it is cut off. */
  async next(): Promise<Next> {
    while (!this.#isOver) {
      const event = this.#look()
      if (event) return { done: false, value: { SubscribeToShardEvent: event } }
      // `look` may have found the end.
      if (!this.#isOver) await this.#somethingHappens()
    }
    return { done: true, value: undefined }
  }

  async return(): Promise<Next> {
    this.#isOver = true
    this.#wake()
    return { done: true, value: undefined }
  }

  /** The event that is due, or undefined where there is none yet; notes the end. */
  #look(): SubscribeToShardEvent | undefined {
    const now = this.#account.world.clock.now()
    this.#refuseIfCutOff()
    if (now >= this.since + LIFETIME) {
      this.#isOver = true
      return undefined
    }
    if (now < this.#busyUntil) return undefined
    const stream = this.#stream
    const shard = this.#shard
    trim(stream, now)
    const start = firstAtOrAfter(shard.records, this.#from)
    const page = pageFrom(shard, start, { limit: 10_000, maxBytes: BYTES_PER_SECOND })
    const last = page.at(-1)
    if (!last) return this.#endOfShard()
    this.#from = last.sequence + 1n
    const bytes = page.reduce((sum, record) => sum + sizeOf(record), 0)
    if (this.#account.throttling) {
      this.#busyUntil = now + Math.ceil((bytes / BYTES_PER_SECOND) * 1_000)
    }
    const isCaughtUp = start + page.length === shard.records.length
    return {
      Records: page.map((record) => describeRecord(stream, record)),
      ContinuationSequenceNumber: String(last.sequence),
      MillisBehindLatest: isCaughtUp ? 0 : now - last.arrivedAt,
    }
  }

  /** The last event of a closed shard; it has no ContinuationSequenceNumber. */
  #endOfShard(): SubscribeToShardEvent | undefined {
    if (this.#shard.closedAt === undefined) return undefined
    this.#isOver = true
    const ChildShards = childrenOf(this.#stream, this.#shard)
    return {
      Records: [],
      ContinuationSequenceNumber: undefined,
      MillisBehindLatest: 0,
      ChildShards,
    }
  }

  /** AWS's texts for these are not published. */
  #refuseIfCutOff(): void {
    const account = this.#account
    const consumer = this.#consumer
    if (account.streams.get(this.#stream.name) !== this.#stream) {
      throw this.#over(streamNotFound(account, this.#stream.name))
    }
    if (this.#stream.consumers.get(consumer.name) !== consumer) {
      const message = `Consumer ${consumer.arn} not found.`
      throw this.#over(failure(account, 'ResourceNotFoundException', message))
    }
    if (consumer.subscriptions.get(this.#shard.id) !== this) {
      const message = `Another subscription to ${this.#shard.id} has taken the place of this one.`
      throw this.#over(failure(account, 'ResourceInUseException', message))
    }
  }

  #over(error: Error): Error {
    this.#isOver = true
    return error
  }

  /** Waits until something is written, closed or taken over, or until it is time to go on or end. */
  async #somethingHappens(): Promise<void> {
    const { clock } = this.#account.world
    const { watchers } = this.#shard
    const { promise, resolve } = Promise.withResolvers<void>()
    const now = clock.now()
    const until = now < this.#busyUntil ? this.#busyUntil : this.since + LIFETIME
    const cancel = clock.setTimer(until - now, resolve)
    watchers.add(resolve)
    this.#wake = resolve
    await promise
    cancel()
    watchers.delete(resolve)
  }
}
