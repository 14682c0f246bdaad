import {
  ConcurrentRunsExceededException,
  EntityNotFoundException,
  InvalidInputException,
  ValidationException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testJobs } from './test-jobs.ts'

const JobName = 'rides'

describe('a job run', () => {
  test('is starting, then running, and succeeds after a fixed time', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName)
    const RunId = start(JobName, { '--day': '2026-03-01' })
    const run = () => glue.GetJobRun({ JobName, RunId }).JobRun!
    expect(run()).toMatchObject({ Id: RunId, Attempt: 0, JobRunState: 'STARTING', Timeout: 480 })
    await pass(9)
    expect(run().JobRunState).toBe('STARTING')
    await pass(31)
    expect(run()).toMatchObject({ JobRunState: 'RUNNING', ExecutionTime: 30 })
    await pass(3600)
    expect(run()).toMatchObject({
      JobRunState: 'SUCCEEDED',
      ExecutionTime: 60,
      Arguments: { '--day': '2026-03-01' },
      WorkerType: 'G.1X',
      NumberOfWorkers: 10,
    })
    expect(run().CompletedOn!.getTime() - run().StartedOn!.getTime()).toBe(70_000)
    expect(run()).not.toHaveProperty('ErrorMessage')
  })

  test('takes as long and ends as its arguments say, before those of its job', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName, {
      DefaultArguments: { '--workshop-run-seconds': '5', '--workshop-outcome': 'FAILED' },
    })
    const failing = start(JobName)
    await pass(15)
    expect(glue.GetJobRun({ JobName, RunId: failing }).JobRun).toMatchObject({
      JobRunState: 'FAILED',
      ErrorMessage: 'Command failed with exit code 1',
    })
    const RunId = start(JobName, {
      '--workshop-outcome': 'ERROR',
      '--workshop-error-message': 'Out of luck',
    })
    await pass(15)
    const { JobRun } = glue.GetJobRun({ JobName, RunId })
    expect(JobRun).toMatchObject({ JobRunState: 'ERROR', ErrorMessage: 'Out of luck' })
  })

  test('is refused if its rehearsal makes no sense', () => {
    const { create, start } = testJobs()
    create(JobName)
    const outcome = () => start(JobName, { '--workshop-outcome': 'FAILED,BORED' })
    expect(outcome).toThrow(InvalidInputException)
    expect(outcome).toThrow('"--workshop-outcome" must be a list of final states')
    const seconds = () => start(JobName, { '--workshop-run-seconds': 'a while' })
    expect(seconds).toThrow('"--workshop-run-seconds" must be a number of seconds')
  })

  test('times out on the clock and is not retried then', async () => {
    const { glue, create, start, states, pass } = testJobs()
    create(JobName, { Timeout: 2, MaxRetries: 1 })
    const RunId = start(JobName, { '--workshop-run-seconds': '121' })
    await pass(130)
    expect(glue.GetJobRun({ JobName, RunId }).JobRun).toMatchObject({ ExecutionTime: 120 })
    expect(states(JobName)).toEqual(['TIMEOUT'])
  })

  test('is retried under an id of its own until it succeeds', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName, { MaxRetries: 3 })
    const RunId = start(JobName, { '--workshop-outcome': 'FAILED,FAILED,SUCCEEDED' })
    await pass(1000)
    const runs = glue.GetJobRuns({ JobName }).JobRuns!
    expect(runs.map(({ Id, Attempt, JobRunState }) => [Id, Attempt, JobRunState])).toEqual([
      [`${RunId}_attempt_2`, 2, 'SUCCEEDED'],
      [`${RunId}_attempt_1`, 1, 'FAILED'],
      [RunId, 0, 'FAILED'],
    ])
    expect(runs[0]?.PreviousRunId).toBe(`${RunId}_attempt_1`)
  })

  test('is retried no more often than the job allows', async () => {
    const { create, start, states, pass } = testJobs()
    create(JobName, { MaxRetries: 1 })
    start(JobName, { '--workshop-outcome': 'FAILED' })
    await pass(1000)
    expect(states(JobName)).toEqual(['FAILED', 'FAILED'])
  })

  test('can be a retry by hand, with the arguments of the run before', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName)
    const JobRunId = start(JobName, { '--day': '2026-03-01' })
    await pass(100)
    const again = glue.StartJobRun({ JobName, JobRunId }).JobRunId!
    expect(glue.GetJobRun({ JobName, RunId: again }).JobRun).toMatchObject({
      PreviousRunId: JobRunId,
      Attempt: 1,
      Arguments: { '--day': '2026-03-01' },
    })
    expect(() => glue.StartJobRun({ JobName, JobRunId: 'jr_none' })).toThrow(
      EntityNotFoundException,
    )
  })

  test('is refused beyond the maximum of concurrent runs', async () => {
    const { create, start, pass } = testJobs()
    create(JobName, { ExecutionProperty: { MaxConcurrentRuns: 2 } })
    start(JobName)
    start(JobName)
    expect(() => start(JobName)).toThrow(ConcurrentRunsExceededException)
    expect(() => start(JobName)).toThrow('Concurrent runs exceeded for rides')
    await pass(70)
    expect(() => start(JobName)).not.toThrow()
  })

  test('waits for its turn, in order, if runs are queued', async () => {
    const { glue, create, start, states, pass } = testJobs()
    create(JobName, { JobRunQueuingEnabled: true })
    start(JobName)
    const second = start(JobName)
    start(JobName)
    expect(states(JobName)).toEqual(['STARTING', 'WAITING', 'WAITING'])
    expect(glue.GetJobRun({ JobName, RunId: second }).JobRun?.StateDetail).toBeTruthy()
    await pass(75)
    expect(states(JobName)).toEqual(['SUCCEEDED', 'STARTING', 'WAITING'])
    await pass(1000)
    expect(states(JobName)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'])
  })

  test('can expire while it waits', async () => {
    const { create, start, states, pass } = testJobs()
    create(JobName)
    start(JobName, { '--workshop-outcome': 'EXPIRED', '--workshop-run-seconds': '100' })
    await pass(99)
    expect(states(JobName)).toEqual(['WAITING'])
    await pass(1)
    expect(states(JobName)).toEqual(['EXPIRED'])
  })
})

describe('BatchStopJobRun', () => {
  test('stops what runs or waits and lists what it cannot stop', async () => {
    const { glue, create, start, states, pass } = testJobs()
    create(JobName, { JobRunQueuingEnabled: true })
    const done = start(JobName)
    await pass(80)
    const running = start(JobName)
    const waiting = start(JobName)
    await pass(20)
    const JobRunIds = [done, running, waiting, 'jr_none']
    const { SuccessfulSubmissions, Errors } = glue.BatchStopJobRun({ JobName, JobRunIds })
    expect(SuccessfulSubmissions).toEqual([
      { JobName, JobRunId: running },
      { JobName, JobRunId: waiting },
    ])
    expect(Errors?.map(({ JobRunId, ErrorDetail }) => [JobRunId, ErrorDetail?.ErrorCode])).toEqual([
      [done, 'JobRunInTerminalStateException'],
      ['jr_none', 'EntityNotFoundException'],
    ])
    expect(states(JobName)).toEqual(['SUCCEEDED', 'STOPPING', 'STOPPING'])
    await pass(5)
    expect(states(JobName)).toEqual(['SUCCEEDED', 'STOPPED', 'STOPPED'])
  })

  test('takes 25 runs at most', () => {
    const { glue } = testJobs()
    const JobRunIds = Array.from({ length: 26 }, (_, index) => `jr_${index}`)
    expect(() => glue.BatchStopJobRun({ JobName, JobRunIds })).toThrow(ValidationException)
  })
})

test('GetJobRuns gives pages, the newest run first, whatever starts meanwhile', async () => {
  const { glue, create, start } = testJobs()
  create(JobName, { ExecutionProperty: { MaxConcurrentRuns: 6 } })
  const ids = Array.from({ length: 5 }, () => start(JobName))
  const first = glue.GetJobRuns({ JobName, MaxResults: 3 })
  start(JobName)
  const second = glue.GetJobRuns({ JobName, MaxResults: 3, NextToken: first.NextToken })
  const listed = [...first.JobRuns!, ...second.JobRuns!].map(({ Id }) => Id)
  expect(listed).toEqual(ids.toReversed())
  expect(second.NextToken).toBeUndefined()
  expect(() => glue.GetJobRuns({ JobName, NextToken: 'nonsense' })).toThrow(InvalidInputException)
  expect(() => glue.GetJobRuns({ JobName: 'none' })).toThrow(EntityNotFoundException)
})
