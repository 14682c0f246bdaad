import {
  ConcurrentRunsExceededException,
  type CreateTriggerRequest,
  EntityNotFoundException,
  IdempotentParameterMismatchException,
  InvalidInputException,
  ValidationException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testTriggers } from './test-triggers.ts'
import { triggerTags } from './triggers-state.ts'

const when = (JobName: string, State: 'SUCCEEDED' | 'FAILED' | 'TIMEOUT' = 'SUCCEEDED') => ({
  LogicalOperator: 'EQUALS' as const,
  JobName,
  State,
})

describe('a trigger on demand', () => {
  test('starts its jobs when started and stays as it was created', async () => {
    const { glue, create, trigger, states } = testTriggers()
    create('a')
    trigger('now', 'ON_DEMAND', { starts: ['a'] })
    glue.StartTrigger({ Name: 'now' })
    expect(states('a')).toEqual(['STARTING'])
    expect(glue.GetJobRuns({ JobName: 'a' }).JobRuns?.[0]?.TriggerName).toBe('now')
    expect(glue.GetTrigger({ Name: 'now' }).Trigger?.State).toBe('CREATED')
    expect(() => glue.StartTrigger({ Name: 'now' })).toThrow(ConcurrentRunsExceededException)
    expect(() => glue.StopTrigger({ Name: 'now' })).toThrow(InvalidInputException)
  })

  test('hands its arguments and its timeout to the run', async () => {
    const { glue, create, trigger } = testTriggers()
    create('a')
    const Actions = [{ JobName: 'a', Arguments: { '--day': 'today' }, Timeout: 7 }]
    trigger('now', 'ON_DEMAND', { starts: [], Actions })
    glue.StartTrigger({ Name: 'now' })
    const [run] = glue.GetJobRuns({ JobName: 'a' }).JobRuns!
    expect(run).toMatchObject({ Arguments: { '--day': 'today' }, Timeout: 7 })
  })
})

describe('a scheduled trigger', () => {
  test('fires on its schedule while it is activated', async () => {
    const { clock, glue, create, trigger, states, pass } = testTriggers()
    create('a')
    trigger('often', 'SCHEDULED', { starts: ['a'], Schedule: 'cron(0/5 * * * ? *)' })
    expect(clock.quiet).toBe(true)
    await pass(16 * 60)
    const runs = glue.GetJobRuns({ JobName: 'a' }).JobRuns!
    expect(runs.map(({ StartedOn }) => StartedOn?.toISOString())).toEqual([
      '2026-03-02T12:15:00.000Z',
      '2026-03-02T12:10:00.000Z',
      '2026-03-02T12:05:00.000Z',
    ])
    glue.StopTrigger({ Name: 'often' })
    expect(glue.GetTrigger({ Name: 'often' }).Trigger?.State).toBe('DEACTIVATED')
    await pass(3600)
    expect(states('a')).toHaveLength(3)
    glue.StartTrigger({ Name: 'often' })
    await pass(300)
    expect(states('a')).toHaveLength(4)
  })

  test('notes a failed run if its job is at its limit', async () => {
    const { glue, create, trigger, states, pass } = testTriggers()
    create('a', { DefaultArguments: { '--workshop-run-seconds': '400' } })
    trigger('often', 'SCHEDULED', { starts: ['a'], Schedule: 'cron(0/5 * * * ? *)' })
    await pass(11 * 60)
    expect(states('a')).toEqual(['RUNNING', 'FAILED'])
    const [run] = glue.GetJobRuns({ JobName: 'a' }).JobRuns!
    expect(run?.ErrorMessage).toBe('Concurrent runs exceeded for a')
  })

  test('follows an update of its schedule and is quiet once deleted', async () => {
    const { glue, create, trigger, states, pass } = testTriggers()
    create('a')
    trigger('often', 'SCHEDULED', { starts: ['a'], Schedule: 'cron(0/5 * * * ? *)' })
    const Actions = [{ JobName: 'a' }]
    const TriggerUpdate = { Actions, Schedule: 'cron(0/30 * * * ? *)' }
    expect(glue.UpdateTrigger({ Name: 'often', TriggerUpdate }).Trigger?.Schedule).toBe(
      'cron(0/30 * * * ? *)',
    )
    await pass(3599)
    expect(states('a')).toHaveLength(1)
    glue.DeleteTrigger({ Name: 'often' })
    await pass(3600)
    expect(states('a')).toHaveLength(1)
    expect(glue.DeleteTrigger({ Name: 'often' })).toEqual({ Name: 'often' })
  })
})

describe('CreateTrigger', () => {
  test.each<[string, Partial<CreateTriggerRequest>]>([
    ['no type', { Type: undefined }],
    ['no actions', { Actions: [] }],
    [
      'a state that nobody can wait for',
      {
        Type: 'CONDITIONAL',
        Predicate: { Conditions: [{ JobName: 'a', State: 'RUNNING' }] },
      },
    ],
    ['a batch of 101 events', { Type: 'EVENT', EventBatchingCondition: { BatchSize: 101 } }],
  ])('does not take a trigger with %s', (_, more) => {
    const { glue, create } = testTriggers()
    create('a')
    const base = { Name: 't', Type: 'ON_DEMAND' as const, Actions: [{ JobName: 'a' }] }
    expect(() => glue.CreateTrigger({ ...base, ...more })).toThrow(ValidationException)
  })

  test.each<[string, Partial<CreateTriggerRequest>]>([
    ['no schedule', { Type: 'SCHEDULED' }],
    ['a schedule that is none', { Type: 'SCHEDULED', Schedule: 'rate(1 day)' }],
    ['no predicate', { Type: 'CONDITIONAL' }],
    [
      'conditions that it cannot join',
      {
        Type: 'CONDITIONAL',
        Predicate: { Conditions: [when('a'), when('a', 'FAILED')] },
      },
    ],
    ['three crawlers', { Actions: ['x', 'y', 'z'].map((CrawlerName) => ({ CrawlerName })) }],
    ['a job that is also a crawler', { Actions: [{ JobName: 'a', CrawlerName: 'x' }] }],
    ['a demand at its creation', { StartOnCreation: true }],
  ])('refuses a trigger with %s', (_, more) => {
    const { glue, create } = testTriggers()
    create('a')
    const base = { Name: 't', Type: 'ON_DEMAND' as const, Actions: [{ JobName: 'a' }] }
    expect(() => glue.CreateTrigger({ ...base, ...more })).toThrow(InvalidInputException)
    expect(() => glue.CreateTrigger(base)).not.toThrow()
    expect(() => glue.CreateTrigger(base)).not.toThrow()
    const other = { ...base, Description: 'Another' }
    expect(() => glue.CreateTrigger(other)).toThrow(IdempotentParameterMismatchException)
  })

  test('refuses a job and a workflow that do not exist', () => {
    const { create, trigger } = testTriggers()
    expect(() => trigger('t', 'ON_DEMAND', { starts: ['a'] })).toThrow(EntityNotFoundException)
    create('a')
    const lost = () => trigger('t', 'ON_DEMAND', { starts: ['a'], WorkflowName: 'none' })
    expect(lost).toThrow(EntityNotFoundException)
  })
})

test('triggers are listed by name, by the job they can start, and by their tags', () => {
  const { glue, triggers, create, trigger } = testTriggers()
  create('a')
  create('b')
  trigger('second', 'ON_DEMAND', { starts: ['a'], Tags: { team: 'data' } })
  trigger('first', 'ON_DEMAND', { starts: ['b'] })
  expect(glue.ListTriggers({}).TriggerNames).toEqual(['first', 'second'])
  expect(glue.ListTriggers({ Tags: { team: 'data' } }).TriggerNames).toEqual(['second'])
  const dependent = glue.GetTriggers({ DependentJobName: 'b' }).Triggers
  expect(dependent?.map(({ Name }) => Name)).toEqual(['first'])
  expect(glue.GetTriggers({ DependentJobName: 'c' }).Triggers).toHaveLength(2)
  const batch = glue.BatchGetTriggers({ TriggerNames: ['first', 'x'] })
  expect(batch).toMatchObject({ Triggers: [{ Name: 'first' }], TriggersNotFound: ['x'] })
  const arn = 'arn:aws:glue:us-east-1:123456789012:trigger/second'
  expect(triggerTags(triggers, arn)).toEqual(new Map([['team', 'data']]))
})
