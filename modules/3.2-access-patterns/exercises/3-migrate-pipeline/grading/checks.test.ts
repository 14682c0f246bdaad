// Longer than most: pipelines are written out as AWS exports them.
import { candidate, checksFor, expect } from '@workshop/testkit'
import type { PipelineObject } from '../migrate-pipeline.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { migratePipeline, InvalidPipeline } = candidate(() => import('../migrate-pipeline.ts'))

/** An object; a value that begins with ">" is a reference. */
function object(
  id: string,
  type: string,
  fields: Record<string, string | string[]> = {},
): PipelineObject {
  const field = (key: string, value: string) =>
    value.startsWith('>') ? { key, refValue: value.slice(1) } : { key, stringValue: value }
  const more = Object.entries(fields).flatMap(([key, values]) =>
    [values].flat().map((value) => field(key, value)),
  )
  return { id, name: id, fields: [...(type ? [field('type', type)] : []), ...more] }
}

const shell = (id: string, fields: Record<string, string | string[]> = {}) =>
  object(id, 'ShellCommandActivity', fields)

async function statesOf(objects: PipelineObject[]) {
  return (await migratePipeline(objects)).stateMachine.States
}

async function failureOf(objects: PipelineObject[]): Promise<unknown> {
  return Promise.resolve()
    .then(() => migratePipeline(objects))
    .catch((error: unknown) => error)
}

check('runs tasks in the order of what they depend on', async () => {
  const { stateMachine } = await migratePipeline([
    shell('mail', { dependsOn: '>count' }),
    shell('count', { dependsOn: '>fetch' }),
    shell('fetch'),
  ])
  const task = { Type: 'Task', Resource: 'ShellCommandActivity', Parameters: {} }
  expect(stateMachine).toEqual({
    StartAt: 'fetch',
    States: {
      fetch: { ...task, Next: 'count' },
      count: { ...task, Next: 'mail' },
      mail: { ...task, End: true },
    },
  })
})

check('makes levels of a diamond, side by side where it can', async () => {
  const { stateMachine } = await migratePipeline([
    shell('join', { dependsOn: ['>quakes', '>stations'] }),
    shell('stations', { dependsOn: '>fetch' }),
    shell('quakes', { dependsOn: '>fetch' }),
    shell('fetch'),
    shell('report', { dependsOn: ['>fetch', '>join'] }),
  ])
  const { StartAt, States } = stateMachine
  expect([StartAt, ...Object.keys(States)].toSorted()).toEqual([
    'Level 1',
    'fetch',
    'fetch',
    'join',
    'report',
  ])
  expect(States['fetch']).toMatchObject({ Next: 'Level 1' })
  expect(States['Level 1']).toMatchObject({
    Type: 'Parallel',
    Next: 'join',
    Branches: [
      { StartAt: 'quakes', States: { quakes: { Type: 'Task', End: true } } },
      { StartAt: 'stations', States: { stations: { End: true } } },
    ],
  })
  expect(States['join']).toMatchObject({ Next: 'report' })
})

check('keeps texts, references and lists apart', async () => {
  const states = await statesOf([
    object('machine', 'Ec2Resource'),
    object('in', 'S3DataNode'),
    object('copy', 'CopyActivity', {
      runsOn: '>machine',
      input: ['>in', '>machine'],
      step: ['a.jar,1', 'b.jar,2'],
      comment: '',
    }),
  ])
  expect(states).toEqual({
    copy: {
      Type: 'Task',
      Resource: 'CopyActivity',
      Parameters: {
        runsOn: { Ref: 'machine' },
        input: [{ Ref: 'in' }, { Ref: 'machine' }],
        step: ['a.jar,1', 'b.jar,2'],
        comment: '',
      },
      End: true,
    },
  })
})

check('inherits from parents, and from Default at last', async () => {
  const states = await statesOf([
    object('Default', '', { workerGroup: 'night', logs: 's3://logs', retry: '1' }),
    object('grand', 'EmrActivity', { step: ['x', 'y'], logs: 's3://grand' }),
    object('base', '', { parent: '>grand', retry: '2' }),
    object('child', '', { parent: '>base', step: 'z' }),
  ])
  expect(states['Level 0']).toMatchObject({
    Branches: [
      { StartAt: 'base', States: { base: { Parameters: { step: ['x', 'y'], retry: '2' } } } },
      { States: { child: { Resource: 'EmrActivity' } } },
      { StartAt: 'grand' },
    ],
  })
  const branches = (states['Level 0'] as { Branches: { States: object }[] }).Branches
  expect(branches[1]?.States).toMatchObject({
    child: { Parameters: { step: 'z', logs: 's3://grand', retry: '2', workerGroup: 'night' } },
  })
  const { child } = branches[1]!.States as { child: { Parameters: object } }
  expect(Object.keys(child.Parameters).toSorted()).toEqual(['logs', 'retry', 'step', 'workerGroup'])
})

check('inherits what a task depends on, and how often it is tried', async () => {
  const states = await statesOf([
    shell('fetch'),
    object('late', '', { dependsOn: '>fetch', maximumRetries: '4' }),
    shell('count', { parent: '>late' }),
  ])
  expect(states['fetch']).toMatchObject({ Next: 'count' })
  expect(states['count']).toMatchObject({ Retry: [{ MaxAttempts: 4 }] })
})

check('carries retries and what to do on failure over', async () => {
  const ErrorEquals = ['States.ALL']
  const states = await statesOf([
    object('alarm', 'SnsAlarm', { topicArn: 'arn:alarm' }),
    shell('fetch', { maximumRetries: '3', onFail: '>alarm', command: 'get' }),
    shell('count', { maximumRetries: '0', dependsOn: '>fetch' }),
  ])
  expect(states).toEqual({
    fetch: {
      Type: 'Task',
      Resource: 'ShellCommandActivity',
      Parameters: { command: 'get' },
      Retry: [{ ErrorEquals, MaxAttempts: 3 }],
      Catch: [{ ErrorEquals, Next: 'alarm' }],
      Next: 'count',
    },
    alarm: {
      Type: 'Task',
      Resource: 'SnsAlarm',
      Parameters: { topicArn: 'arn:alarm' },
      End: true,
    },
    count: { Type: 'Task', Resource: 'ShellCommandActivity', Parameters: {}, End: true },
  })
})

check('makes a rate of the period of the schedule', async () => {
  const scheduleOf = async (...objects: PipelineObject[]) =>
    (await migratePipeline(objects)).schedule
  const daily = object('daily', 'Schedule', { period: '1 day' })
  const often = object('often', 'Schedule', { period: '2 hours' })
  const fallback = object('Default', '', { schedule: '>daily' })
  expect(await scheduleOf(shell('fetch'), daily)).toBeUndefined()
  expect(await scheduleOf(daily, often, shell('a', { schedule: '>often' }))).toBe('rate(2 hours)')
  expect(await scheduleOf(fallback, daily, shell('fetch'))).toBe('rate(1 day)')
  const timed = shell('fetch', { command: 'get', schedule: '>daily', scheduleType: 'cron' })
  const fetch = (await statesOf([daily, timed]))['fetch'] as { Parameters?: object }
  expect(fetch.Parameters).toEqual({ command: 'get' })
})

check('keeps activities it does not know, and names them', async () => {
  const { stateMachine, unknown } = await migratePipeline([
    shell('fetch'),
    object('load', 'RedshiftCopyActivity', { dependsOn: '>fetch' }),
    object('base', 'HiveActivity'),
    object('table', 'RedshiftDataNode'),
  ])
  expect(unknown).toEqual(['load', 'base'])
  expect(stateMachine.States['load']).toMatchObject({ Resource: 'RedshiftCopyActivity', End: true })
  const known = [object('copy', 'CopyActivity'), object('count', 'EmrActivity')]
  expect((await migratePipeline(known)).unknown).toEqual([])
})

check('names the circle that it refuses', async () => {
  const three = await failureOf([
    shell('start', { dependsOn: '>c' }),
    shell('a', { dependsOn: '>b' }),
    shell('b', { dependsOn: '>c' }),
    shell('c', { dependsOn: '>a' }),
  ])
  expect(three).toBeInstanceOf(InvalidPipeline)
  expect((three as Error).message).toMatch(/a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c/)
  expect((three as Error).message).not.toContain('start')
  const own = await failureOf([shell('a', { dependsOn: '>a' })])
  expect((own as Error).message).toContain('a -> a')
})

check('refuses circles of parents and references to nothing', async () => {
  const parents = await failureOf([shell('a', { parent: '>b' }), object('b', '', { parent: '>a' })])
  expect(parents).toBeInstanceOf(InvalidPipeline)
  expect((parents as Error).message).toMatch(/a -> b -> a|b -> a -> b/)
  for (const key of ['dependsOn', 'parent', 'onFail', 'runsOn']) {
    expect(await failureOf([shell('a', { [key]: '>lost' })])).toBeInstanceOf(InvalidPipeline)
  }
})
