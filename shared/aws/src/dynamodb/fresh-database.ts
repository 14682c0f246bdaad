import * as sdk from '@aws-sdk/client-dynamodb'
import * as streamsSdk from '@aws-sdk/client-dynamodb-streams'
import { VirtualClock } from '../clock.ts'
import { stateFromBytes, stateToBytes } from '../cloud/state-graph.ts'
import type { World } from '../service.ts'
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
  /** Another one, on the same clock, that begins with what a snapshot of this one holds. */
  readonly restarted: () => TestDatabase
}

/**
 * An empty fake for one test. Tests call operations only through `call`, so that they can run over
 * any other way to reach a DynamoDB.
 */
export function freshDatabase(): TestDatabase {
  let ids = 0
  return databaseWith({
    clock: new VirtualClock(),
    region: 'us-west-2',
    accountId: '123456789012',
    randomHex: (bytes: number) => String(++ids).padStart(bytes * 2, '0'),
    service: () => ({}),
  })
}

function databaseWith(world: World, restored?: Record<string, unknown>): TestDatabase {
  const { clock } = world
  let look = () => ({})
  const keep = (how: typeof look) => void (look = how)
  const operations = dynamodb.create(world, sdk, { restored, keep })
  const streamOperations = dynamodbStreams.create(world, streamsSdk)
  return {
    // The operation throws; over any transport that is a rejection.
    call: async (operation, input = {}) => operations[operation]?.(input),
    callStreams: async (operation, input = {}) => streamOperations[operation]?.(input),
    advance: (milliseconds) => clock.advance(milliseconds),
    now: clock.now,
    restarted: () =>
      databaseWith({ ...world }, stateFromBytes(stateToBytes(look())) as Record<string, unknown>),
  }
}

/** A table of police departments by state and name, ready for use, with indexes on demand. */
export async function departments(
  database: Pick<TestDatabase, 'call' | 'advance'>,
  overrides: object = {},
): Promise<string> {
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
