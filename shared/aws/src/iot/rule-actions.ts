import type { Action, DynamoDBAction } from '@aws-sdk/client-iot'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { World } from '../service.ts'
import type { Message } from './sql-functions.ts'
import { fillTemplate } from './sql.ts'

/** What an action is given. */
export interface ActionInput {
  message: Message
  payload: Uint8Array
  /** Publishes to a topic on the rule's behalf. */
  republish: (topic: string, payload: Uint8Array) => void
}

/** The name of an action in AWS's error messages, and the resource it writes to. */
export function nameOf(action: Action): { failedAction: string; failedResource: string } {
  const [kind = '', settings] = Object.entries(action).find(([, value]) => value) ?? []
  const { bucketName, streamName, queueUrl, tableName, putItem, topic } = settings ?? {}
  return {
    failedAction: `${kind[0]?.toUpperCase()}${kind.slice(1)}Action`,
    failedResource:
      bucketName ?? streamName ?? queueUrl ?? tableName ?? putItem?.tableName ?? topic,
  }
}

/** Carries out one action of a rule; throws whatever the other service throws. */
export function act(world: World, action: Action, { message, payload, republish }: ActionInput) {
  const fill = (template: string | undefined) => fillTemplate(template ?? '', message)
  const { s3, sqs, kinesis, dynamoDB, dynamoDBv2, republish: again } = action
  if (s3) {
    const input = { Bucket: s3.bucketName, Key: fill(s3.key), Body: payload }
    call(world, ['S3', 'PutObject'], input)
  }
  if (sqs) {
    const encoding = sqs.useBase64 ? 'base64' : 'utf8'
    const MessageBody = Buffer.from(payload).toString(encoding)
    call(world, ['SQS', 'SendMessage'], { QueueUrl: sqs.queueUrl, MessageBody })
  }
  if (kinesis) {
    const PartitionKey = fill(kinesis.partitionKey) || world.randomHex(16)
    const input = { StreamName: kinesis.streamName, PartitionKey, Data: payload }
    call(world, ['Kinesis', 'PutRecord'], input)
  }
  if (dynamoDB) writeItem(world, dynamoDB, { fill, payload })
  if (dynamoDBv2) {
    const Item = marshall(JSON.parse(Buffer.from(payload).toString()))
    call(world, ['DynamoDB', 'PutItem'], { TableName: dynamoDBv2.putItem?.tableName, Item })
  }
  if (again) republish(fill(again.topic), payload)
}

/** The older DynamoDB action: two key fields, and the whole payload as one text. */
function writeItem(
  world: World,
  action: DynamoDBAction,
  { fill, payload }: { fill: (text: string | undefined) => string; payload: Uint8Array },
): void {
  const key = (value: string | undefined, type: string | undefined) =>
    type === 'NUMBER' ? { N: fill(value) } : { S: fill(value) }
  const Key = {
    [fill(action.hashKeyField)]: key(action.hashKeyValue, action.hashKeyType),
    ...(action.rangeKeyField
      ? { [fill(action.rangeKeyField)]: key(action.rangeKeyValue, action.rangeKeyType) }
      : {}),
  }
  const TableName = action.tableName
  if (fill(action.operation) === 'DELETE') {
    call(world, ['DynamoDB', 'DeleteItem'], { TableName, Key })
    return
  }
  const text = { [action.payloadField ?? 'payload']: { S: Buffer.from(payload).toString() } }
  call(world, ['DynamoDB', 'PutItem'], { TableName, Item: { ...Key, ...text } })
}

function call(world: World, [service, operation]: [string, string], input: object): void {
  world.service(service)[operation]!(input)
}
