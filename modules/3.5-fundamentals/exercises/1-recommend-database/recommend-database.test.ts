import { candidate, expect, test } from '@workshop/testkit'
import type { Entry } from './recommend-database.ts'

const { recommendDatabase } = candidate(() => import('./recommend-database.ts'))

const catalog: Entry[] = [
  {
    service: 'Aurora',
    style: 'relational',
    patterns: ['single-key', 'range', 'join', 'aggregate'],
    transactions: true,
    latencyMs: 5,
    maxGigabytes: 100_000,
  },
  {
    service: 'DynamoDB',
    style: 'key-value',
    patterns: ['single-key', 'range'],
    transactions: true,
    latencyMs: 5,
    maxGigabytes: 10_000_000,
  },
]

test('takes the service that is made for a key', async () => {
  expect(await recommendDatabase({ patterns: ['single-key'] }, '2026-03-02', catalog)).toEqual({
    service: 'DynamoDB',
    style: 'key-value',
    why: ['single-key'],
    rejected: {},
  })
})

test('says why not', async () => {
  const { service, rejected } = await recommendDatabase(
    { patterns: ['join'] },
    '2026-03-02',
    catalog,
  )
  expect(service).toBe('Aurora')
  expect(rejected).toEqual({ DynamoDB: 'pattern' })
})
