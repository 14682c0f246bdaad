import { parseArgs } from 'node:util'
import { DescribeJobsCommand, type JobDetail, SubmitJobCommand } from '@aws-sdk/client-batch'
import type { Deps, SubmitResult } from '../../submit.ts'

export class UsageError extends Error {
  override name = 'UsageError'
}

const text = { type: 'string' } as const

export async function submit(argv: string[], { client, sleep }: Deps): Promise<SubmitResult> {
  const { cmd, ...options } = valuesOf(argv)
  const items = wholeNumber(options.items, 0, Number.MAX_SAFE_INTEGER)
  const size = wholeNumber(options.size, 1, 10_000)
  const attempts = wholeNumber(options.attempts, 1, 10)
  const parts = [...Array<number>(Math.floor(items / size)).fill(size), items % size].filter(
    Boolean,
  )
  const names = parts.map((_, at) => (parts.length > 1 ? `-${at + 1}` : ''))
  const retryStrategy = {
    attempts,
    evaluateOnExit: [
      { onStatusReason: 'Host EC2*', action: 'RETRY' as const },
      { onExitCode: '*', action: 'EXIT' as const },
      { onReason: '*', action: 'EXIT' as const },
    ],
  }
  const requests = parts.map((part, at) => ({
    jobName: options.jobname + names[at]!,
    jobQueue: options.queue,
    jobDefinition: options.jobdef,
    containerOverrides: { command: cmd },
    arrayProperties: part === 1 ? undefined : { size: part },
    retryStrategy: attempts === 1 ? undefined : retryStrategy,
  }))
  const isBad = requests.some(
    ({ jobName }) => !/^[a-z\d][a-z\d_-]*$/i.test(jobName) || jobName.length > 128,
  )
  if (isBad) throw new UsageError('Not a job name')
  const jobs: SubmitResult['jobs'] = []
  for (const [at, request] of requests.entries()) {
    const { jobId = '' } = await client.send(new SubmitJobCommand(request))
    jobs.push({ jobId, items: parts[at]!, succeeded: 0, failed: 0 })
  }
  const describe = async (some: SubmitResult['jobs']): Promise<void> => {
    const ids = some.map(({ jobId }) => jobId)
    for (;;) {
      const answer = await client.send(new DescribeJobsCommand({ jobs: ids }))
      const found = new Map(answer.jobs?.map((job) => [job.jobId, job]))
      if (ids.every((id) => isOver(found.get(id)))) {
        for (const job of some) Object.assign(job, tally(found.get(job.jobId)!, job.items))
        return
      }
      await sleep(10_000)
    }
  }
  const hundreds = Map.groupBy(jobs, (job) => Math.floor(jobs.indexOf(job) / 100))
  for (const some of hundreds.values()) await describe(some)
  return { ok: jobs.reduce((sum, { failed }) => sum + failed, 0) === 0, jobs }
}

function valuesOf(argv: string[]) {
  const options = {
    queue: { ...text, default: 'first-run-job-queue' },
    jobname: { ...text, default: '1' },
    jobdef: { ...text, default: 'test' },
    cmd: { ...text, multiple: true, default: ['uname'] },
    items: { ...text, default: '1' },
    size: { ...text, default: '10000' },
    attempts: { ...text, default: '1' },
  } as const
  try {
    const args = argv.flatMap((arg, at) => (at % 2 ? [] : [`${arg}=${argv[at + 1]}`]))
    if (argv.length % 2) throw new UsageError('An option needs a value')
    const { cmd, ...values } = parseArgs({
      args,
      options: { ...options, cmd: { ...options.cmd, default: ['uname'] } },
    }).values
    return { ...values, cmd }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function wholeNumber(value: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : NaN
  if (number >= min && number <= max) return number
  throw new UsageError(`Not a number from ${min} to ${max}: "${value}"`)
}

function isOver(job: JobDetail | undefined): boolean {
  return ['SUCCEEDED', 'FAILED'].includes(job?.status ?? '')
}

function tally({ status, arrayProperties }: JobDetail, items: number) {
  if (status === 'SUCCEEDED') return { succeeded: items }
  const failed = arrayProperties ? (arrayProperties.statusSummary?.['FAILED'] ?? 0) : 1
  return { succeeded: items - failed, failed }
}
