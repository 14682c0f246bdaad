import {
  CreateComputeEnvironmentCommand,
  CreateJobQueueCommand,
  DescribeJobsCommand,
  RegisterJobDefinitionCommand,
} from '@aws-sdk/client-batch'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { submit, UsageError } = candidate(() => import('../submit.ts'))

/** A queue and a definition, whose jobs end as `environment` says, and a way to use them. */
async function start(
  { aws, sleep }: CheckContext,
  {
    environment = {},
    names,
  }: { environment?: Record<string, string>; names?: [string, string] } = {},
) {
  const computeEnvironmentName = aws.uniqueName('environment')
  const [jobQueueName, jobDefinitionName] = names ?? [
    aws.uniqueName('queue'),
    aws.uniqueName('definition'),
  ]
  await aws.send(
    new CreateComputeEnvironmentCommand({
      computeEnvironmentName,
      type: 'UNMANAGED',
      serviceRole: 'arn:aws:iam::123456789012:role/batch',
    }),
  )
  const computeEnvironmentOrder = [{ order: 1, computeEnvironment: computeEnvironmentName }]
  await aws.send(new CreateJobQueueCommand({ jobQueueName, priority: 1, computeEnvironmentOrder }))
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }))
  await aws.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName,
      type: 'container',
      containerProperties: { image: 'busybox', environment: variables },
    }),
  )
  const deps = { client: aws.batch.client, sleep }
  const options = ['--queue', jobQueueName, '--jobdef', jobDefinitionName]
  return {
    deps,
    run: (...argv: string[]) => submit([...options, ...argv], deps),
    job: async (jobId: string) =>
      (await aws.send(new DescribeJobsCommand({ jobs: [jobId] }))).jobs![0]!,
  }
}

const one = { jobId: expect.any(String), items: 1 }

check('submits with the defaults of the course', async (context) => {
  const { deps, job } = await start(context, { names: ['first-run-job-queue', 'test'] })
  const { ok, jobs } = await submit([], deps)
  expect({ ok, jobs }).toEqual({ ok: true, jobs: [{ ...one, succeeded: 1, failed: 0 }] })
  expect(await job(jobs[0]!.jobId)).toMatchObject({
    jobName: '1',
    container: { command: ['uname'] },
  })
})

check('makes a command of all words in order', async (context) => {
  const { run, job } = await start(context)
  const { jobs } = await run(
    '--cmd',
    'echo',
    '--jobname',
    'greet',
    '--cmd',
    'hello world',
    '--cmd',
    '--items',
  )
  expect(await job(jobs[0]!.jobId)).toMatchObject({
    jobName: 'greet',
    container: { command: ['echo', 'hello world', '--items'] },
  })
})

check('does nothing for no items', async (context) => {
  const { run } = await start(context)
  expect(await run('--items', '0')).toEqual({ ok: true, jobs: [] })
  expect(context.aws.calls()).toHaveLength(0)
})

check('submits one item as a plain job', async (context) => {
  const { run, job } = await start(context)
  const { ok, jobs } = await run('--items', '1')
  expect(ok).toBe(true)
  expect((await job(jobs[0]!.jobId)).arrayProperties).toBeUndefined()
})

check('submits several items as one array', async (context) => {
  const { run, job } = await start(context)
  const { jobs } = await run('--items', '7', '--jobname', 'many')
  expect(jobs).toEqual([{ ...one, items: 7, succeeded: 7, failed: 0 }])
  const { jobName, arrayProperties } = await job(jobs[0]!.jobId)
  expect([jobName, arrayProperties?.size]).toEqual(['many', 7])
})

check('splits what is more than an array holds', async (context) => {
  const { run, job } = await start(context)
  const large = await run('--items', '10001', '--jobname', 'many')
  expect(large.jobs.map(({ items }) => items)).toEqual([10_000, 1])
  const small = await run('--items', '8', '--size', '3')
  expect(small.jobs.map(({ items, succeeded }) => [items, succeeded])).toEqual([
    [3, 3],
    [3, 3],
    [2, 2],
  ])
  const names = await Promise.all(large.jobs.map(async ({ jobId }) => (await job(jobId)).jobName))
  expect(names).toEqual(['many-1', 'many-2'])
})

check('asks for at most a hundred jobs at once', async (context) => {
  const { run } = await start(context)
  const { ok, jobs } = await run('--items', '205', '--size', '2')
  expect([ok, jobs.length]).toEqual([true, 103])
  expect(new Set(jobs.map(({ jobId }) => jobId)).size).toBe(103)
})

check('tells how a job ended, not that it was taken', async (context) => {
  const { run } = await start(context, { environment: { RUN_ENDS: '1' } })
  expect(await run('--cmd', 'sh', '--cmd', '-c', '--cmd', 'sleep 1800')).toEqual({
    ok: false,
    jobs: [{ ...one, succeeded: 0, failed: 1 }],
  })
})

check('counts the items of an array that failed', async (context) => {
  const environment = { RUN_ENDS_1: '2', RUN_ENDS_4: '1' }
  const { run } = await start(context, { environment })
  expect(await run('--items', '5')).toEqual({
    ok: false,
    jobs: [{ ...one, items: 5, succeeded: 3, failed: 2 }],
  })
})

check('finds each job in the answer, wherever it stands', async (context) => {
  const { run } = await start(context, { environment: { RUN_ENDS_2: '1' } })
  context.aws.faults.on('DescribeJobs', { call: 'all' }, async (_, proceed) => {
    const { jobs, ...answer } = await proceed()
    return { ...answer, jobs: (jobs as object[]).toReversed() }
  })
  const { jobs } = await run('--items', '5', '--size', '3')
  expect(jobs.map(({ items, failed }) => [items, failed])).toEqual([
    [3, 1],
    [2, 0],
  ])
})

check('tries again after a lost host, but not after an exit code', async (context) => {
  const attempts = async (RUN_ENDS: string) => {
    const { run, job } = await start(context, { environment: { RUN_ENDS } })
    const { ok, jobs } = await run('--attempts', '4')
    return [ok, (await job(jobs[0]!.jobId)).attempts?.length]
  }
  expect(await attempts('host|host|0')).toEqual([true, 3])
  expect(await attempts('1|0')).toEqual([false, 1])
  expect(await attempts('host|137 OutOfMemoryError: Container killed|0')).toEqual([false, 2])
  expect(await attempts('host')).toEqual([false, 4])
})

check('refuses what makes no sense before it calls AWS', async (context) => {
  const { run } = await start(context)
  for (const argv of [
    ['--color', 'blue'],
    ['--itemsize', '2'],
    ['my--items', '2'],
    ['uname'],
    ['--items'],
    ['--items', '-1'],
    ['--items', '1.5'],
    ['--items', 'many'],
    ['--size', '0'],
    ['--size', '10001'],
    ['--attempts', '11'],
    ['--jobname', 'my job'],
    ['--jobname', '-job'],
    ['--jobname', 'j'.repeat(129)],
    ['--jobname', 'j'.repeat(127), '--items', '2', '--size', '1'],
  ]) {
    await expect(run(...argv), argv.join(' ')).rejects.toBeInstanceOf(UsageError)
  }
  expect(context.aws.calls()).toHaveLength(0)
})
