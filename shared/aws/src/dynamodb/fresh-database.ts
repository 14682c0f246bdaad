import * as sdk from '@aws-sdk/client-dynamodb'
import * as streamsSdk from '@aws-sdk/client-dynamodb-streams'
import { VirtualClock } from '../clock.ts'
import { dynamodb } from './service.ts'
import { dynamodbStreams } from './streams/service.ts'

/** What the tests of this folder talk to: operations by name, and a clock that they can move. */
export interface TestDatabase {
  // oxlint-disable-next-line typescript/no-explicit-any -- every operation has an output of its own
  readonly call: (operation: string, input?: object) => Promise<any>
  // oxlint-disable-next-line typescript/no-explicit-any -- every operation has an output of its own
  readonly callStreams: (operation: string, input?: object) => Promise<any>
  readonly advance: (milliseconds: number) => Promise<void>
  readonly now: () => number
}

/**
 * An empty fake for one test. Tests call operations only through `call`, so that they can run over
 * any other way to reach a DynamoDB.
 */
export function freshDatabase(): TestDatabase {
  const clock = new VirtualClock()
  let ids = 0
  const world = {
    clock,
    region: 'us-west-2',
    accountId: '123456789012',
    randomHex: (bytes: number) => String(++ids).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const operations = dynamodb.create(world, sdk)
  const streamOperations = dynamodbStreams.create(world, streamsSdk)
  return {
    // The operation throws; over any transport that is a rejection.
    call: async (operation, input = {}) => operations[operation]?.(input),
    callStreams: async (operation, input = {}) => streamOperations[operation]?.(input),
    advance: (milliseconds) => clock.advance(milliseconds),
    now: clock.now,
  }
}

/** A table of police departments by state and name, ready for use, with indexes on demand. */
export async function departments(database: TestDatabase, overrides: object = {}): Promise<string> {
  await database.call('CreateTable', { ...DEPARTMENTS, ...overrides })
  await database.advance(1000)
  return DEPARTMENTS.TableName
}

const DEPARTMENTS = {
  TableName: 'departments',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'state', AttributeType: 'S' },
    { AttributeName: 'name', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'state', KeyType: 'HASH' },
    { AttributeName: 'name', KeyType: 'RANGE' },
  ],
}

/** Overrides that give `departments` a local index by founding year and a global one by county. */
export const INDEXED = {
  AttributeDefinitions: [
    ...DEPARTMENTS.AttributeDefinitions,
    { AttributeName: 'founded', AttributeType: 'N' },
    { AttributeName: 'county', AttributeType: 'S' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-founding',
      KeySchema: [
        { AttributeName: 'state', KeyType: 'HASH' },
        { AttributeName: 'founded', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-county',
      KeySchema: [
        { AttributeName: 'county', KeyType: 'HASH' },
        { AttributeName: 'founded', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['officers'] },
    },
  ],
}
