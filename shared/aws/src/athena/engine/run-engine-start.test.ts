import { expect, test, vi } from 'vitest'
import { confinement } from './confinement.ts'
import { runEngine } from './run-engine.ts'

vi.mock('./confinement.ts', () => ({ confinement: vi.fn() }))

const job = { sql: 'SELECT 1', database: 'lake', databases: ['lake'], tables: [], now: 0 }

test('an engine that cannot be started fails the query', async () => {
  vi.mocked(confinement).mockRejectedValueOnce(new Error('No such package'))
  expect(await runEngine(job, { contentsOf: () => [] })).toMatchObject({
    status: 'failed',
    kind: 'not-emulated',
    reason: expect.stringContaining('No such package'),
  })
})

test('a query that is stopped before its engine starts needs none', async () => {
  const controller = new AbortController()
  vi.mocked(confinement).mockImplementationOnce(async () => {
    controller.abort()
    return ['/no/such/program']
  })
  const answer = await runEngine(job, { contentsOf: () => [], signal: controller.signal })
  expect(answer).toMatchObject({ status: 'failed', reason: 'Query cancelled' })
})
