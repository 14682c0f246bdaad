import type {
  Consumer,
  DeregisterStreamConsumerInput,
  DescribeStreamConsumerInput,
  DescribeStreamConsumerOutput,
  ListStreamConsumersInput,
  ListStreamConsumersOutput,
  RegisterStreamConsumerInput,
  RegisterStreamConsumerOutput,
} from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream, under } from './account.ts'
import * as constraints from './constraints.ts'
import { decodeToken, encodeToken } from './next-token.ts'
import { type StreamConsumer, wake } from './stream.ts'
import { addTags } from './tags.ts'

/** How many consumers a stream can have (SDK text; 50 only with On-demand Advantage). */
const MAX_CONSUMERS = 20

interface Page {
  streamArn: string
  after: string
}

/** Enhanced fan-out consumers; what they read is SubscribeToShard's. */
export function consumerOperations(account: Account) {
  return {
    /** RegisterStreamConsumer (SDK text). */
    RegisterStreamConsumer(input: RegisterStreamConsumerInput): RegisterStreamConsumerOutput {
      const member: [string, string | undefined] = ['consumerName', input.ConsumerName]
      const name = constraints.requireText(account, member, constraints.NAME)
      const stream = findStream(account, { StreamARN: input.StreamARN })
      if (stream.consumers.has(name)) {
        const message = `Consumer ${name} of stream ${stream.name} ${under(account)} already exists.`
        throw failure(account, 'ResourceInUseException', message)
      }
      if (stream.consumers.size >= MAX_CONSUMERS) {
        const message = `Stream ${stream.name} already has ${MAX_CONSUMERS} consumers.`
        throw failure(account, 'LimitExceededException', message)
      }
      const createdAt = account.world.clock.now()
      const arn = `${stream.arn}/consumer/${name}:${Math.floor(createdAt / 1000)}`
      const consumer: StreamConsumer = {
        name,
        arn,
        createdAt,
        tags: new Map(),
        subscriptions: new Map(),
      }
      addTags(account, consumer.tags, input.Tags ?? {})
      stream.consumers.set(name, consumer)
      return { Consumer: { ...describeConsumer(consumer), ConsumerStatus: 'CREATING' } }
    },

    /** DescribeStreamConsumer (SDK text). */
    DescribeStreamConsumer(input: DescribeStreamConsumerInput): DescribeStreamConsumerOutput {
      const consumer = findConsumer(account, input)
      const StreamARN = streamArnIn(consumer.arn)
      return { ConsumerDescription: { ...describeConsumer(consumer), StreamARN } }
    },

    /** DeregisterStreamConsumer (SDK text). The consumer is gone at once. */
    DeregisterStreamConsumer(input: DeregisterStreamConsumerInput): object {
      const { name, arn } = findConsumer(account, input)
      const stream = findStream(account, { StreamARN: streamArnIn(arn) })
      stream.consumers.delete(name)
      stream.shards.forEach(wake)
      return {}
    },

    /** ListStreamConsumers (SDK text): by name, up to 100 a call. */
    ListStreamConsumers(input: ListStreamConsumersInput): ListStreamConsumersOutput {
      const rule = { otherwise: 100, min: 1, max: 10_000 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const page: Page = input.NextToken
        ? decodeToken<Page>(account, input.NextToken)
        : { streamArn: constraints.requireText(account, ['streamARN', input.StreamARN]), after: '' }
      const stream = findStream(account, { StreamARN: page.streamArn })
      const consumers = [...stream.consumers.values()]
        .filter(({ name }) => name > page.after)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const listed = consumers.slice(0, Math.min(limit, 100))
      const Consumers = listed.map(describeConsumer)
      const last = listed.at(-1)
      if (!last || listed.length === consumers.length) return { Consumers }
      return { Consumers, NextToken: encodeToken(account, { ...page, after: last.name }) }
    },
  }
}

/**
 * Returns the consumer a request names, by its ARN or by its stream and name.
 *
 * Throws ResourceNotFoundException, or InvalidArgumentException if the request names none.
 */
export function findConsumer(account: Account, input: DescribeStreamConsumerInput): StreamConsumer {
  const { ConsumerARN, ConsumerName } = input
  const StreamARN = input.StreamARN ?? (ConsumerARN && streamArnIn(ConsumerARN))
  const name = ConsumerName ?? ConsumerARN?.split('/consumer/')[1]?.split(':')[0]
  if (!StreamARN || !name) {
    const message = 'Either ConsumerARN or both StreamARN and ConsumerName must be provided.'
    throw failure(account, 'InvalidArgumentException', message)
  }
  const consumer = findStream(account, { StreamARN }).consumers.get(name)
  if (consumer && (ConsumerARN === undefined || ConsumerARN === consumer.arn)) return consumer
  const message = `Consumer ${ConsumerARN ?? name} of stream ${StreamARN} not found.`
  throw failure(account, 'ResourceNotFoundException', message)
}

function streamArnIn(consumerArn: string): string {
  return consumerArn.split('/consumer/')[0] ?? ''
}

function describeConsumer(consumer: StreamConsumer): Consumer {
  return {
    ConsumerName: consumer.name,
    ConsumerARN: consumer.arn,
    ConsumerStatus: 'ACTIVE',
    ConsumerCreationTimestamp: new Date(consumer.createdAt),
  }
}
