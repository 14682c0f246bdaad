// Longer than most: every way in which a run of a job can begin and end.
import {
  BatchStopJobRunCommand,
  CreateJobCommand,
  type CreateJobRequest,
  GetJobRunsCommand,
  OperationTimeoutException,
  StartJobRunCommand,
} from '@aws-sdk/client-glue'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { runGlueJob } = candidate(() => import('../run-glue-job.ts'))

const HOUR = 3_600_000
const PARALLEL = { ExecutionProperty: { MaxConcurrentRuns: 9 } }

type Arguments = Record<string, string>

/** A job whose runs take so many seconds and end in `outcome`, and what others do with it. */
async function start(
  { aws, sleep, now }: CheckContext,
  {
    seconds = 60,
    outcome = 'SUCCEEDED',
    ...more
  }: Partial<CreateJobRequest> & { seconds?: number; outcome?: string } = {},
) {
  const JobName = aws.uniqueName('count')
  // Arguments of a run are compared with others, so that its rehearsal stands in those of the job.
  const DefaultArguments = {
    '--workshop-run-seconds': String(seconds),
    '--workshop-outcome': outcome,
  }
  const Command = { Name: 'glueetl', ScriptLocation: 's3://scripts/count.py' }
  const job = { Name: JobName, Role: 'glue', Command, DefaultArguments, ...more }
  await aws.send(new CreateJobCommand(job))
  const deps = { client: aws.glue.client, sleep, now }
  return {
    run: (args: Arguments, options?: { signal: AbortSignal }, more?: Partial<typeof deps>) =>
      runGlueJob(JobName, args, { ...deps, ...more }, options),
    /** Starts a run of somebody else. */
    other: async (Arguments: Arguments) =>
      (await aws.send(new StartJobRunCommand({ JobName, Arguments }))).JobRunId!,
    stop: (id: string) => aws.send(new BatchStopJobRunCommand({ JobName, JobRunIds: [id] })),
    /** All runs, the oldest first. */
    runs: async () => (await aws.send(new GetJobRunsCommand({ JobName }))).JobRuns!.toReversed(),
  }
}

/** Carries a start out, and answers after a while that it took too long. */
function timeOutAfter({ aws }: CheckContext, ms: number): void {
  aws.faults.on('StartJobRun', {}, async (_, proceed) => {
    await proceed()
    await aws.sleep(ms)
    throw new OperationTimeoutException({ message: 'The operation timed out', $metadata: {} })
  })
}

check('runs a job with arguments as Glue wants them', async (context) => {
  const { run, runs } = await start(context)
  const result = await run({ day: '2026-03-02', '--region': 'alaska' })
  const [only, ...others] = await runs()
  expect(result).toEqual({ ok: true, runId: only!.Id, state: 'SUCCEEDED', attempts: 1 })
  expect(only!.Arguments).toEqual({ '--day': '2026-03-02', '--region': 'alaska' })
  expect(others).toEqual([])
})

check('knows every way in which a run ends', async (context) => {
  for (const state of ['FAILED', 'TIMEOUT', 'ERROR', 'STOPPED', 'EXPIRED']) {
    const { run } = await start(context, { outcome: state })
    expect(await run({ day: '2026-03-03' })).toMatchObject({ ok: false, state })
  }
})

check('waits for a run that waits itself', async (context) => {
  const { run, other } = await start(context, { seconds: 1000, JobRunQueuingEnabled: true })
  await other({ '--day': '2026-02-01' })
  expect(await run({ day: '2026-02-02' })).toMatchObject({ ok: true, state: 'SUCCEEDED' })
})

check('asks less and less often, but does not fall asleep', async (context) => {
  const { run } = await start(context, { seconds: 2000 })
  expect(await run({})).toMatchObject({ ok: true })
  const times = ['StartJobRun', 'GetJobRun'].flatMap((operation) =>
    context.aws.calls(operation).map(({ at }) => at),
  )
  const pauses = times.slice(1).map((at, index) => (at - times[index]!) / 1000)
  expect(pauses).toEqual([10, 20, 40, 80, 160, 300, 300, 300, 300, 300, 300])
})

check('waits for room while other work is done', async (context) => {
  const two = { ExecutionProperty: { MaxConcurrentRuns: 2 } }
  const { run, other, runs } = await start(context, { seconds: 500, ...two })
  await other({ '--day': '2026-03-04', '--region': 'alaska' })
  await other({ '--day': '2026-03-05', '--region': 'alaska', '--limit': '10' })
  const result = await run({ day: '2026-03-05', region: 'alaska' })
  const mine = (await runs()).at(-1)!
  expect(result).toMatchObject({ ok: true, runId: mine.Id })
  expect(mine.Arguments).toEqual({ '--day': '2026-03-05', '--region': 'alaska' })
  expect(result.attempts).toBe(context.aws.calls('StartJobRun').length)
  expect(result.attempts).toBeLessThan(9)
})

check('does not mistake fewer arguments for the same work', async (context) => {
  const { run, other, runs } = await start(context)
  const first = await other({ '--day': '2026-03-06' })
  const result = await run({ day: '2026-03-06', full: 'true' })
  expect(result).toMatchObject({ ok: true })
  expect(result.runId).not.toBe(first)
  expect(await runs()).toHaveLength(2)
})

check('adopts the run that does the same work', async (context) => {
  const { run, other, runs } = await start(context, { seconds: 900 })
  const runId = await other({ '--day': '2026-03-07', '--region': 'alaska' })
  const result = await run({ region: 'alaska', day: '2026-03-07' })
  expect(result).toEqual({ ok: true, runId, state: 'SUCCEEDED', attempts: 1 })
  expect(await runs()).toHaveLength(1)

  const later = await other({ '--day': '2026-03-07' })
  await context.aws.sleep(300_000)
  expect((await runs()).at(-1)).toMatchObject({ Id: later, JobRunState: 'RUNNING' })
  expect(await run({ day: '2026-03-07' })).toMatchObject({ ok: true, runId: later, attempts: 1 })
})

check('adopts no run that ended or is about to', async (context) => {
  const { run, other, stop, runs } = await start(context)
  await other({ '--day': '2026-03-08' })
  await context.aws.sleep(HOUR)
  await stop(await other({ '--day': '2026-03-08' }))
  expect(await run({ day: '2026-03-08' })).toMatchObject({ ok: true })
  expect((await runs()).map(({ JobRunState }) => JobRunState)).toEqual([
    'SUCCEEDED',
    'STOPPED',
    'SUCCEEDED',
  ])
})

check('looks through all pages', async (context) => {
  const three = { ExecutionProperty: { MaxConcurrentRuns: 3 } }
  const { run, other, runs } = await start(context, { seconds: 900, ...three })
  const runId = await other({ '--day': '2026-03-09' })
  await other({ '--day': '2026-03-10' })
  await other({ '--day': '2026-03-11' })
  context.aws.faults.on('GetJobRuns', { call: 'all' }, async ({ input }, proceed) => {
    const { JobRuns, ...answer } = await proceed({ ...input, MaxResults: 1 })
    return { ...answer, JobRuns: input['NextToken'] ? JobRuns : [] }
  })
  expect(await run({ day: '2026-03-09' })).toMatchObject({ ok: true, runId, attempts: 1 })
  expect(await runs()).toHaveLength(3)
})

check('starts no second run when an answer is lost', async (context) => {
  for (const ms of [1000, HOUR]) {
    const { run, runs } = await start(context, PARALLEL)
    timeOutAfter(context, ms)
    const result = await run({ day: '2026-03-12' })
    const [only, ...others] = await runs()
    expect(result).toEqual({ ok: true, runId: only!.Id, state: 'SUCCEEDED', attempts: 1 })
    expect(others).toEqual([])
  }
  // Here the SDK itself repeats the request, and meets the run that it started.
  const { run, runs } = await start(context)
  context.aws.faults.loseResponse('StartJobRun')
  expect(await run({ day: '2026-03-12' })).toMatchObject({ ok: true, attempts: 1 })
  expect(await runs()).toHaveLength(1)
})

check('starts again when nothing has started', async (context) => {
  const { run, other, runs } = await start(context, PARALLEL)
  const old = await other({ '--day': '2026-03-13' })
  await context.aws.sleep(HOUR)
  await other({ '--day': '2026-03-14' })
  context.aws.faults.fail('StartJobRun', { name: 'OperationTimeoutException' })
  const result = await run({ day: '2026-03-13' })
  expect(result).toMatchObject({ ok: true, attempts: 2 })
  expect(result.runId).not.toBe(old)
  expect(await runs()).toHaveLength(3)
})

check('passes on what waiting does not mend', async (context) => {
  const { run } = await start(context)
  const denied = { name: 'AccessDeniedException' }
  context.aws.faults.fail('GetJobRun', denied)
  await expect(run({})).rejects.toMatchObject(denied)

  const name = 'ResourceNumberLimitExceededException'
  context.aws.faults.fail('StartJobRun', { name }, { call: [1, 2, 3] })
  await expect(run({})).rejects.toMatchObject({ name })
  expect(context.aws.calls('StartJobRun')).toHaveLength(2)
})

check('stops its run at once when told to, and starts none then', async (context) => {
  const { aws, clock } = context
  const { run, other, runs } = await start(context, { seconds: 20_000, ...PARALLEL })
  await other({ '--day': '2026-03-15' })
  const controller = new AbortController()
  const { signal } = controller
  let abortedAt = 0
  let naps = 0
  // The signal aborts while the candidate surely sleeps, whatever else is under way.
  const nap = (ms: number) => {
    if (++naps === 4) {
      void aws.sleep(5000).then(() => {
        abortedAt = clock.now()
        controller.abort(new Error('The night is over'))
      })
    }
    return aws.sleep(ms)
  }
  const rejected = run({ day: '2026-03-15' }, { signal }, { sleep: nap })
  await expect(rejected).rejects.toMatchObject({ message: 'The night is over' })
  expect(aws.calls('BatchStopJobRun').map(({ at }) => at)).toEqual([abortedAt])
  await aws.sleep(60_000)
  expect((await runs()).map(({ JobRunState }) => JobRunState)).toEqual(['RUNNING', 'STOPPED'])
  const calls = aws.calls().length
  await expect(run({}, { signal })).rejects.toMatchObject({ message: 'The night is over' })
  expect(aws.calls()).toHaveLength(calls)
})

check('stops a run that is just being started', async (context) => {
  const { run, runs } = await start(context, { seconds: 20_000 })
  const controller = new AbortController()
  const { signal } = controller
  context.aws.faults.on('StartJobRun', {}, async (_, proceed) => {
    controller.abort(new Error('Not tonight'))
    await context.aws.sleep(2000)
    return proceed()
  })
  await expect(run({}, { signal })).rejects.toMatchObject({ message: 'Not tonight' })
  await context.aws.sleep(60_000)
  expect((await runs()).map(({ JobRunState }) => JobRunState)).toEqual(['STOPPED'])
})

check('leaves the run of others alone when told to stop', async (context) => {
  const { run, other, runs } = await start(context, { seconds: 20_000 })
  await other({ '--day': '2026-03-16' })
  const full = await start(context, { seconds: 20_000 })
  await full.other({ '--day': '2026-03-16' })
  const controller = new AbortController()
  const { signal } = controller
  const all = [run({ day: '2026-03-16' }, { signal }), full.run({}, { signal })]
  const rejected = all.map((each) => expect(each).rejects.toMatchObject({ message: 'Enough' }))
  await context.aws.sleep(HOUR)
  controller.abort(new Error('Enough'))
  await Promise.all(rejected)
  await context.aws.sleep(60_000)
  const left = [...(await runs()), ...(await full.runs())]
  expect(left.map(({ JobRunState }) => JobRunState)).toEqual(['RUNNING', 'RUNNING'])
})
