import type { CreateTriggerRequest } from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testTriggers } from './test-triggers.ts'

const when = (JobName: string, State: 'SUCCEEDED' | 'FAILED' | 'TIMEOUT' = 'SUCCEEDED') => ({
  LogicalOperator: 'EQUALS' as const,
  JobName,
  State,
})

describe('a conditional trigger', () => {
  function chain(Predicate: CreateTriggerRequest['Predicate']) {
    const parts = testTriggers()
    for (const name of ['a', 'b', 'c']) parts.create(name)
    parts.trigger('start-a', 'ON_DEMAND', { starts: ['a'] })
    parts.trigger('start-b', 'ON_DEMAND', { starts: ['b'] })
    parts.trigger('then-c', 'CONDITIONAL', { starts: ['c'], Predicate })
    return parts
  }

  test('fires once when all of its conditions are met', async () => {
    const { glue, states, pass } = chain({
      Logical: 'AND',
      Conditions: [when('a'), when('b')],
    })
    glue.StartTrigger({ Name: 'start-a' })
    await pass(100)
    glue.StartTrigger({ Name: 'start-a' })
    await pass(100)
    expect(states('c')).toEqual([])
    glue.StartTrigger({ Name: 'start-b' })
    await pass(200)
    expect(states('c')).toEqual(['SUCCEEDED'])
    const RunId = glue.GetJobRuns({ JobName: 'c' }).JobRuns?.[0]?.Id
    const get = { JobName: 'c', RunId, PredecessorsIncluded: true }
    const names = glue.GetJobRun(get).JobRun?.PredecessorRuns?.map(({ JobName }) => JobName)
    expect(names).toEqual(['a', 'b'])
    glue.StartTrigger({ Name: 'start-b' })
    await pass(200)
    expect(states('c')).toHaveLength(1)
  })

  test('fires whenever any of its conditions is met', async () => {
    const { glue, states, pass } = chain({
      Logical: 'ANY',
      Conditions: [when('a'), when('b')],
    })
    glue.StartTrigger({ Name: 'start-a' })
    await pass(200)
    glue.StartTrigger({ Name: 'start-b' })
    await pass(200)
    expect(states('c')).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  })

  test('does not fire for a run that somebody started by hand', async () => {
    const { start, states, pass } = chain({ Conditions: [when('a')] })
    start('a')
    await pass(1000)
    expect(states('a')).toEqual(['SUCCEEDED'])
    expect(states('c')).toEqual([])
  })

  test('waits for the end of all retries', async () => {
    const { glue, states, pass } = chain({ Conditions: [when('a', 'FAILED')] })
    const JobUpdate = {
      Role: 'glue-role',
      Command: { Name: 'glueetl' },
      MaxRetries: 1,
      DefaultArguments: { '--workshop-outcome': 'FAILED' },
    }
    glue.UpdateJob({ JobName: 'a', JobUpdate })
    glue.StartTrigger({ Name: 'start-a' })
    await pass(100)
    expect([states('a'), states('c')]).toEqual([['FAILED', 'RUNNING'], []])
    await pass(100)
    expect(states('c')).toEqual(['RUNNING'])
  })

  test('starts crawlers and waits for them', async () => {
    const { glue, create, trigger, crawls, endCrawl, states } = testTriggers()
    create('a')
    const Actions = [{ CrawlerName: 'raw' }]
    trigger('crawl', 'ON_DEMAND', { starts: [], Actions })
    const Conditions = [{ CrawlerName: 'raw', CrawlState: 'SUCCEEDED' as const }]
    trigger('then-a', 'CONDITIONAL', { starts: ['a'], Predicate: { Conditions } })
    endCrawl('raw', 'SUCCEEDED')
    expect(states('a')).toEqual([])
    glue.StartTrigger({ Name: 'crawl' })
    expect(crawls).toEqual(['raw'])
    endCrawl('raw', 'FAILED')
    expect(states('a')).toEqual([])
    glue.StartTrigger({ Name: 'crawl' })
    endCrawl('raw', 'SUCCEEDED')
    expect(states('a')).toEqual(['STARTING'])
  })

  test('rests while it is not activated', async () => {
    const { glue, states, pass } = chain({ Conditions: [when('a')] })
    glue.StopTrigger({ Name: 'then-c' })
    glue.StartTrigger({ Name: 'start-a' })
    await pass(200)
    expect(states('c')).toEqual([])
  })
})
