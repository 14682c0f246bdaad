import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { demoWorld, printTable } from '@workshop/testkit/demo'

// One ticket is left, and Ada and Bo want it in the same moment. Whether it is sold twice is no
// question of the store alone: it is one of the promise that the program asks for.

const { aws } = demoWorld()
const shop = await aws.s3.bucket()
const tickets = await aws.dynamodb.table({ key: { show: 'S' } })
const key = { show: 'Friday' }

type Outcome = 'has a ticket' | 'sold out' | 'refused'
type Customer = (name: string) => Promise<Outcome>

const rows: [string, string, string, string, string][] = []
await sell('S3', 'GetObject, PutObject', (name) => buyObject(name, false))
await sell('S3', 'the same, PutObject with IfMatch', (name) => buyObject(name, true))
await sell('DynamoDB', 'GetItem, PutItem', buyItem)
await sell('DynamoDB', 'UpdateItem, if one is left', buyOnCondition)
printTable(['store', 'what each customer does', 'Ada', 'Bo', 'owner'], rows)

async function sell(store: string, how: string, buy: Customer): Promise<void> {
  await shop.put('Friday.json', JSON.stringify({ left: 1 }))
  await tickets.put({ ...key, left: 1 })
  const [ada, bo] = await Promise.all([buy('Ada'), buy('Bo')])
  const stored =
    store === 'S3' ? JSON.parse((await shop.text('Friday.json'))!) : await tickets.get(key)
  rows.push([store, how, ada, bo, (stored as { owner: string }).owner])
}

async function buyObject(owner: string, conditional: boolean): Promise<Outcome> {
  const object = { Bucket: shop.name, Key: 'Friday.json' }
  const { Body, ETag } = await aws.send(new GetObjectCommand(object))
  const { left } = JSON.parse(await Body!.transformToString()) as { left: number }
  if (left === 0) return 'sold out'
  const condition = conditional ? { IfMatch: ETag } : {}
  const content = JSON.stringify({ left: left - 1, owner })
  return await attempt(new PutObjectCommand({ ...object, ...condition, Body: content }))
}

async function buyItem(owner: string): Promise<Outcome> {
  const left = Number((await tickets.get(key))?.['left'])
  if (left === 0) return 'sold out'
  await tickets.put({ ...key, left: left - 1, owner })
  return 'has a ticket'
}

async function buyOnCondition(owner: string): Promise<Outcome> {
  return await attempt(
    new UpdateCommand({
      TableName: tickets.name,
      Key: key,
      UpdateExpression: 'SET #left = #left - :one, #owner = :owner',
      ConditionExpression: '#left > :zero',
      ExpressionAttributeNames: { '#left': 'left', '#owner': 'owner' },
      ExpressionAttributeValues: { ':one': 1, ':zero': 0, ':owner': owner },
    }),
  )
}

async function attempt(command: Parameters<typeof aws.send>[0]): Promise<Outcome> {
  try {
    await aws.send(command)
    return 'has a ticket'
  } catch {
    return 'refused'
  }
}
