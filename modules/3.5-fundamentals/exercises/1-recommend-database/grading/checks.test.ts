import { candidate, checksFor, expect } from '@workshop/testkit'
import type { Entry, Need } from '../recommend-database.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { recommendDatabase } = candidate(() => import('../recommend-database.ts'))

// Dates are AWS's; latencies and sizes are orders of magnitude, made for these checks.
const CATALOG: Entry[] = [
  entry(
    'Aurora',
    'relational',
    ['single-key', 'range', 'join', 'aggregate', 'verifiable-history'],
    {
      latencyMs: 4,
      maxGigabytes: 128_000,
    },
  ),
  entry('DynamoDB', 'key-value', ['single-key', 'range'], { latencyMs: 5 }),
  entry('MemoryDB', 'in-memory', ['single-key'], { latencyMs: 0.2, maxGigabytes: 100_000 }),
  entry('Neptune', 'graph', ['single-key', 'many-hops'], { latencyMs: 10 }),
  entry('OpenSearch', 'search', ['full-text', 'aggregate', 'similarity'], {
    transactions: false,
    latencyMs: 20,
  }),
  entry('QLDB', 'ledger', ['single-key', 'verifiable-history'], {
    latencyMs: 15,
    endOfSupport: '2025-07-31',
  }),
  entry('Timestream for LiveAnalytics', 'time series', ['time-window', 'aggregate'], {
    transactions: false,
    latencyMs: 30,
    closedToNewCustomers: '2025-06-20',
  }),
  entry('Timestream for InfluxDB', 'time series', ['time-window', 'aggregate', 'range'], {
    transactions: false,
    latencyMs: 10,
  }),
]

function entry(
  service: string,
  style: string,
  patterns: Entry['patterns'],
  more: Partial<Entry> & { latencyMs: number },
): Entry {
  return { service, style, patterns, transactions: true, maxGigabytes: 1_000_000, ...more }
}

async function choose(need: Need, asOf = '2026-03-02', catalog = CATALOG) {
  return (await recommendDatabase(need, asOf, catalog)).service
}

check('takes the service made for the access patterns', async () => {
  expect(await choose({ patterns: ['single-key', 'range'] })).toBe('DynamoDB')
  expect(await choose({ patterns: ['range', 'join'], transactions: true })).toBe('Aurora')
  expect(await choose({ patterns: ['many-hops'] })).toBe('Neptune')
  expect(await choose({ patterns: ['full-text'] })).toBe('OpenSearch')
  expect(await choose({ patterns: ['single-key'] })).toBe('MemoryDB')
  const { style, why } = await recommendDatabase(
    { patterns: ['range', 'single-key'] },
    '2026-03-02',
    CATALOG,
  )
  expect({ style, why }).toEqual({ style: 'key-value', why: ['range', 'single-key'] })
})

check('knows what has ended, on the day asked about', async () => {
  const ledger: Need = { patterns: ['verifiable-history'], existingCustomerOf: ['QLDB'] }
  expect(await choose(ledger, '2024-01-01')).toBe('QLDB')
  expect(await choose(ledger, '2025-07-30')).toBe('QLDB')
  expect(await choose(ledger, '2025-07-31')).toBe('Aurora')
  expect(await choose(ledger, '2030-01-01')).toBe('Aurora')
  const future = [
    entry('Neptune', 'graph', ['many-hops'], { latencyMs: 9, endOfSupport: '2999-12-31' }),
  ]
  expect(await choose({ patterns: ['many-hops'] }, '2999-12-30', future)).toBe('Neptune')
  expect(await choose({ patterns: ['many-hops'] }, '3000-01-01', future)).toBe(null)
})

check('lets existing customers stay with a closed service', async () => {
  const patterns: Need['patterns'] = ['time-window']
  const live = 'Timestream for LiveAnalytics'
  expect(await choose({ patterns }, '2025-06-19')).toBe(live)
  expect(await choose({ patterns }, '2025-06-20')).toBe('Timestream for InfluxDB')
  expect(await choose({ patterns, existingCustomerOf: [live] }, '2026-03-02')).toBe(live)
  expect(await choose({ patterns, existingCustomerOf: ['Timestream'] }, '2026-03-02')).toBe(
    'Timestream for InfluxDB',
  )
  const ending = CATALOG.map((one) =>
    one.service === live ? { ...one, endOfSupport: '2027-01-01' } : one,
  )
  expect(await choose({ patterns, existingCustomerOf: [live] }, '2027-01-01', ending)).toBe(
    'Timestream for InfluxDB',
  )
})

check('rejects what cannot keep a promise', async () => {
  const patterns: Need['patterns'] = ['single-key']
  expect(await choose({ patterns, maxLatencyMs: 0.2 })).toBe('MemoryDB')
  expect(await choose({ patterns, maxLatencyMs: 0.1 })).toBe(null)
  expect(await choose({ patterns, gigabytes: 100_000 })).toBe('MemoryDB')
  expect(await choose({ patterns, gigabytes: 100_001 })).toBe('DynamoDB')
  expect(await choose({ patterns: ['aggregate'], transactions: true })).toBe('Aurora')
  expect(await choose({ patterns: ['full-text'], transactions: true })).toBe(null)
  expect(await choose({ patterns: ['full-text'], transactions: false })).toBe('OpenSearch')
})

check('has the first reason win, and names every rejected service', async () => {
  const need: Need = { patterns: ['join'], transactions: true, maxLatencyMs: 1, gigabytes: 5e9 }
  const { rejected } = await recommendDatabase(need, '2026-03-02', CATALOG)
  expect(rejected).toEqual({
    Aurora: 'latency',
    DynamoDB: 'pattern',
    MemoryDB: 'pattern',
    Neptune: 'pattern',
    OpenSearch: 'pattern',
    QLDB: 'ended',
    'Timestream for LiveAnalytics': 'closed',
    'Timestream for InfluxDB': 'pattern',
  })
})

check('recommends nothing for the impossible', async () => {
  const need: Need = { patterns: ['many-hops', 'full-text'] }
  const answer = await recommendDatabase(need, '2026-03-02', CATALOG.slice(0, 5))
  expect(answer).toEqual({
    service: null,
    style: null,
    why: [],
    rejected: Object.fromEntries(CATALOG.slice(0, 5).map(({ service }) => [service, 'pattern'])),
  })
  expect(await choose({ patterns: [] }, '2026-03-02', [])).toBe(null)
})

check('settles ties by latency, then by place', async () => {
  const twins = [
    entry('A', 'relational', ['join', 'range'], { latencyMs: 7 }),
    entry('B', 'relational', ['range', 'join'], { latencyMs: 6 }),
    entry('C', 'relational', ['join', 'range'], { latencyMs: 6 }),
  ]
  expect(await choose({ patterns: ['join'] }, '2026-03-02', twins)).toBe('B')
  expect(await choose({ patterns: ['join'] }, '2026-03-02', twins.toReversed())).toBe('C')
})
