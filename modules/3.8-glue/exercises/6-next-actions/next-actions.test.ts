import { candidate, expect, test } from '@workshop/testkit'
import type { HistoryEvent, Trigger } from './next-actions.ts'

const { nextActions } = candidate(() => import('./next-actions.ts'))

const load: Trigger = {
  name: 'load',
  type: 'CONDITIONAL',
  state: 'ACTIVATED',
  conditions: [{ kind: 'crawler', name: 'scout', state: 'SUCCEEDED' }],
  actions: [{ kind: 'job', name: 'loader' }],
}

test('starts a job after a crawl that succeeded', async () => {
  const crawled: HistoryEvent = {
    event: 'ended',
    kind: 'crawler',
    name: 'scout',
    state: 'SUCCEEDED',
    startedBy: 'nightly',
    time: 5,
  }
  expect(await nextActions([load], [crawled], 6)).toEqual([
    { trigger: 'load', kind: 'job', name: 'loader' },
  ])
  const fired: HistoryEvent = { event: 'fired', trigger: 'load', time: 6 }
  expect(await nextActions([load], [crawled, fired], 7)).toEqual([])
})

test('starts nothing after a crawl that failed', async () => {
  const failed: HistoryEvent = {
    event: 'ended',
    kind: 'crawler',
    name: 'scout',
    state: 'FAILED',
    startedBy: 'nightly',
    time: 5,
  }
  expect(await nextActions([load], [failed], 6)).toEqual([])
})
