import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { HttpResponse } from '@smithy/core/protocols'
import { freshWorld } from '../src/fresh-world.ts'
import type { Dynalite } from './dynalite.ts'
import { inTurn } from './in-turn.ts'

/** The median of one call, in milliseconds. */
export interface CallCosts {
  what: 'put' | 'get'
  /** Through the gateway, to the fake. */
  gateway: number
  /** The SDK alone: the response is canned. */
  floor: number
  /** By HTTP to dynalite, where it could be had. */
  dynalite: number | undefined
}

const TableName = 'rides'
const ITEM = { id: { S: 'taxi-7' }, fare: { N: '2.5' }, stops: { SS: ['Oslo', 'Rome'] } }

/** What one PutItem and one GetItem cost, in turn with each other. */
export async function callCosts(
  dynalite: Dynalite | undefined,
  rounds: number,
): Promise<CallCosts[]> {
  const ours = await withTable(ourClient())
  const floor = cannedClient()
  const theirs = dynalite && (await withTable({ client: clientAt(dynalite.url) }))
  const put = (client: DynamoDBClient) => (round: number) =>
    client.send(new PutItemCommand({ TableName, Item: { ...ITEM, id: { S: `taxi-${round}` } } }))
  const get = (client: DynamoDBClient) => (round: number) =>
    client.send(new GetItemCommand({ TableName, Key: { id: { S: `taxi-${round}` } } }))
  const clients = [ours, floor, ...(theirs ? [theirs] : [])]
  const costs: CallCosts[] = []
  for (const [what, call] of [
    ['put', put],
    ['get', get],
  ] as const) {
    const [gateway, canned, others] = await inTurn(clients.map(call), rounds)
    costs.push({ what, gateway: gateway!, floor: canned!, dynalite: others })
  }
  for (const client of clients) client.destroy()
  return costs
}

function ourClient() {
  const { client, clock } = freshWorld({ maxCalls: Number.POSITIVE_INFINITY })
  return {
    client: client<DynamoDBClient>('DynamoDBClient'),
    pass: () => clock.advance(60_000),
  }
}

function clientAt(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
}

/** Serializes, signs and reads an answer as ever, and sends nothing. */
function cannedClient(): DynamoDBClient {
  const client = clientAt('http://127.0.0.1:9')
  const body = Buffer.from(JSON.stringify({ Item: ITEM }))
  client.config.requestHandler = {
    handle: async () => ({
      response: new HttpResponse({
        statusCode: 200,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: new Blob([body]).stream(),
      }),
    }),
  } as unknown as typeof client.config.requestHandler
  return client
}

async function withTable({
  client,
  pass,
}: {
  client: DynamoDBClient
  pass?: () => Promise<void>
}): Promise<DynamoDBClient> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  )
  if (pass) await pass()
  else await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName })
  return client
}
