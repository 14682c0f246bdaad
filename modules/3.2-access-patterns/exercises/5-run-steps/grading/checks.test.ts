import {
  AddJobFlowStepsCommand,
  type JobFlowInstancesConfig,
  RunJobFlowCommand,
  type StepConfig,
  TerminateJobFlowsCommand,
} from '@aws-sdk/client-emr'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { runSteps, ClusterGone, LostOutput, StepTooLong } = candidate(
  () => import('../run-steps.ts'),
)

const HOUR = 3_600_000
const KEPT: JobFlowInstancesConfig = { KeepJobFlowAliveWhenNoSteps: true }

function step(Name: string, command = 'sleep 60', more: Partial<StepConfig> = {}): StepConfig {
  const HadoopJarStep = { Jar: 'command-runner.jar', Args: ['bash', '-c', command] }
  return { Name, ActionOnFailure: 'CONTINUE', HadoopJarStep, ...more }
}

function many(count: number, name: string, command?: string): StepConfig[] {
  return Array.from({ length: count }, (_, index) => step(`${name}-${index}`, command))
}

/** A cluster that has run for a while, with some steps of others. */
async function start(
  { aws, sleep }: CheckContext,
  {
    instances = KEPT,
    others = [],
  }: { instances?: JobFlowInstancesConfig; others?: StepConfig[] } = {},
) {
  const Steps = others
  const run = new RunJobFlowCommand({ Name: 'nightly', Instances: instances, Steps })
  const { JobFlowId = '' } = await aws.send(run)
  const deps = { client: aws.emr.client, sleep }
  return {
    id: JobFlowId,
    run: (steps: StepConfig[]) => runSteps(JobFlowId, steps, deps),
    outcomes: async (steps: StepConfig[]) =>
      (await runSteps(JobFlowId, steps, deps)).map(({ name, outcome }) => `${name} ${outcome}`),
  }
}

check('tells for each step how it ended', async (context) => {
  const { run } = await start(context)
  const stepId = expect.any(String)
  expect(await run([step('clean'), step('join', 'sleep 5; exit 1'), step('count')])).toEqual([
    { name: 'clean', stepId, outcome: 'completed' },
    { name: 'join', stepId, outcome: 'failed' },
    { name: 'count', stepId, outcome: 'completed' },
  ])
})

check('keeps the order of submission over several pages', async (context) => {
  const { run } = await start(context, { others: many(60, 'other', 'sleep 1') })
  const steps = many(70, 'mine', 'sleep 1')
  steps[3] = step('mine-3', 'sleep 1; exit 1')
  const outcomes = await run(steps)
  expect(outcomes.map(({ name }) => name)).toEqual(steps.map(({ Name }) => Name))
  const failed = outcomes.filter(({ outcome }) => outcome !== 'completed')
  expect(failed.map(({ name }) => name)).toEqual(['mine-3'])
})

check('tells steps apart that have the same name', async (context) => {
  const { outcomes } = await start(context, { others: [step('load', 'exit 1')] })
  expect(await outcomes([step('load'), step('load', 'exit 1'), step('load')])).toEqual([
    'load completed',
    'load failed',
    'load completed',
  ])
})

check('calls what was cancelled after a failure skipped', async (context) => {
  const { outcomes } = await start(context)
  const bad = step('join', 'exit 1', { ActionOnFailure: 'CANCEL_AND_WAIT' })
  expect(await outcomes([step('clean'), bad, step('count'), step('mail')])).toEqual([
    'clean completed',
    'join failed',
    'count skipped',
    'mail skipped',
  ])
})

check('does not take a terminated cluster for success', async (context) => {
  const { outcomes } = await start(context)
  const bad = step('join', 'exit 1', { ActionOnFailure: 'TERMINATE_CLUSTER' })
  expect(await outcomes([step('clean'), bad, step('count')])).toEqual([
    'clean completed',
    'join failed',
    'count skipped',
  ])
})

check('leaves room for the steps of others', async (context) => {
  const { id, outcomes } = await start(context, { others: many(10, 'early', 'sleep 1') })
  const { aws } = context
  const Steps = many(200, 'other', 'sleep 2')
  await aws.sleep(HOUR)
  await aws.send(new AddJobFlowStepsCommand({ JobFlowId: id, Steps }))
  const steps = many(100, 'mine', 'sleep 1')
  expect(await outcomes(steps)).toEqual(steps.map(({ Name }) => `${Name} completed`))
  const sizes = aws
    .calls('AddJobFlowSteps')
    .map(({ input }) => (input['Steps'] as StepConfig[]).length)
  expect(sizes[0]).toBe(56)
})

check('skips what cannot be added after the cluster went', async (context) => {
  const { run } = await start(context)
  const bad = step('bad', 'exit 1', { ActionOnFailure: 'TERMINATE_CLUSTER' })
  const outcomes = await run([step('first'), bad, ...many(260, 'late')])
  const counts = Object.groupBy(outcomes, ({ outcome }) => outcome)
  expect(counts.completed).toHaveLength(1)
  expect(counts.failed).toHaveLength(1)
  expect(counts.skipped).toHaveLength(260)
  expect(outcomes.at(-1)).toMatchObject({ name: 'late-259', outcome: 'skipped' })
  expect(outcomes.at(-1)?.stepId).toBeUndefined()
})

check('refuses a cluster that is going or gone', async (context) => {
  const { id, run } = await start(context)
  await context.aws.send(new TerminateJobFlowsCommand({ JobFlowIds: [id] }))
  await expect(run([step('clean')])).rejects.toBeInstanceOf(ClusterGone)
  await context.aws.sleep(HOUR)
  await expect(run([step('clean')])).rejects.toBeInstanceOf(ClusterGone)

  const late = await start(context)
  context.aws.faults.on('AddJobFlowSteps', { call: 1 }, async (_, proceed) => {
    await context.aws.send(new TerminateJobFlowsCommand({ JobFlowIds: [late.id] }))
    return proceed()
  })
  const Args = ['s3-dist-cp', '--dest', 's3://reports/sunday']
  const save = { ...step('save'), HadoopJarStep: { Jar: 'command-runner.jar', Args } }
  await expect(late.run([save])).rejects.toBeInstanceOf(ClusterGone)

  // A cluster that refuses for another reason is neither.
  const alive = await start(context)
  context.aws.faults.fail('AddJobFlowSteps', { name: 'AccessDeniedException', status: 400 })
  const denied = { name: 'AccessDeniedException' }
  await expect(alive.run([save])).rejects.toMatchObject(denied)
})

check('does not let results go with the cluster', async (context) => {
  const others = [step('wait', 'sleep 600')]
  const { run, outcomes } = await start(context, { instances: {}, others })
  const lost = [step('save', 'exit 0'), step('count')]
  await expect(run(lost)).rejects.toBeInstanceOf(LostOutput)
  expect(context.aws.calls('AddJobFlowSteps')).toHaveLength(0)
  const Args = ['s3-dist-cp', '--dest', 's3://reports/sunday']
  const save = { ...step('save'), HadoopJarStep: { Jar: 'command-runner.jar', Args } }
  const bare = { ...step('bare'), HadoopJarStep: { Jar: 's3://reports/count.jar' } }
  for (const last of [step('mail'), bare]) {
    await expect(run([step('count'), save, last])).rejects.toBeInstanceOf(LostOutput)
  }
  expect(await outcomes([step('count'), save])).toEqual(['count completed', 'save completed'])
})

check('refuses a step that is too long, and adds nothing', async (context) => {
  const { run, outcomes } = await start(context)
  const long = (count: number): StepConfig => {
    const Properties = [{ Key: 'k', Value: 'v'.repeat(20) }]
    const HadoopJarStep = { Jar: 'a.jar', MainClass: 'Main', Args: ['x'.repeat(count)], Properties }
    return { Name: 'long', ActionOnFailure: 'CONTINUE', HadoopJarStep }
  }
  await expect(run([step('clean'), long(10_211)])).rejects.toBeInstanceOf(StepTooLong)
  expect(context.aws.calls('AddJobFlowSteps')).toHaveLength(0)
  expect(await outcomes([long(10_210)])).toEqual(['long completed'])
  const Properties = [{ Key: 'k', Value: 'v'.repeat(10_230) }, { Key: 'key' }, { Value: 'v' }]
  const bare = { ...step('bare'), HadoopJarStep: { Jar: 'a.jar', Properties } }
  expect(await outcomes([bare])).toEqual(['bare completed'])
  const { length } = context.aws.calls()
  expect(await run([])).toEqual([])
  expect(context.aws.calls()).toHaveLength(length)
})
