import {
  type BatchClient,
  DescribeJobsCommand,
  type JobDetail,
  SubmitJobCommand,
  type SubmitJobRequest,
} from '@aws-sdk/client-batch'
import type { Deps, SubmitResult } from '../submit.ts'

export class UsageError extends Error {
  override name = 'UsageError'
}

/** Batch describes so many jobs a call. */
const PER_CALL = 100

interface Options {
  queue: string
  jobname: string
  jobdef: string
  cmd: string[]
  items: number
  size: number
  attempts: number
}

export async function submit(argv: string[], { client, sleep }: Deps): Promise<SubmitResult> {
  const options = parse(argv)
  const sizes = sizesOf(options)
  const requests = sizes.map((size, index) =>
    requestFor(options, { size, index, of: sizes.length }),
  )
  for (const { jobName } of requests) checkName(jobName!)
  const ids: string[] = []
  for (const request of requests) {
    const { jobId } = await client.send(new SubmitJobCommand(request))
    ids.push(jobId!)
  }
  const ended = await waitForAll(ids, { client, sleep })
  const jobs = ids.map((jobId, index) => {
    const items = sizes[index]!
    return { jobId, items, ...countsOf(ended.get(jobId)!) }
  })
  return { ok: jobs.every(({ failed }) => failed === 0), jobs }
}

function parse(argv: string[]): Options {
  const texts = new Map<string, string[]>()
  for (let at = 0; at < argv.length; at += 2) {
    const name = argv[at]!
    const value = argv[at + 1]
    if (!/^--(queue|jobname|jobdef|cmd|items|size|attempts)$/.test(name)) {
      throw new UsageError(`Unknown option: "${name}"`)
    }
    if (value === undefined) throw new UsageError(`The option "${name}" needs a value`)
    texts.set(name, [...(texts.get(name) ?? []), value])
  }
  const last = (name: string, otherwise: string) => texts.get(name)?.at(-1) ?? otherwise
  const number = (name: string, otherwise: string, [min, max]: [number, number]) => {
    const text = last(name, otherwise)
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    throw new UsageError(`The option "${name}" must be a number from ${min} to ${max}: "${text}"`)
  }
  return {
    queue: last('--queue', 'first-run-job-queue'),
    jobname: last('--jobname', '1'),
    jobdef: last('--jobdef', 'test'),
    cmd: texts.get('--cmd') ?? ['uname'],
    items: number('--items', '1', [0, Infinity]),
    size: number('--size', '10000', [1, 10_000]),
    attempts: number('--attempts', '1', [1, 10]),
  }
}

function sizesOf({ items, size }: Options): number[] {
  const count = Math.ceil(items / size)
  return Array.from({ length: count }, (_, index) => Math.min(size, items - index * size))
}

function requestFor(
  options: Options,
  { size, index, of }: { size: number; index: number; of: number },
): SubmitJobRequest {
  const { attempts } = options
  return {
    jobName: of === 1 ? options.jobname : `${options.jobname}-${index + 1}`,
    jobQueue: options.queue,
    jobDefinition: options.jobdef,
    containerOverrides: { command: options.cmd },
    ...(size > 1 ? { arrayProperties: { size } } : {}),
    ...(attempts > 1
      ? {
          retryStrategy: {
            attempts,
            evaluateOnExit: [
              { onStatusReason: 'Host EC2*', action: 'RETRY' },
              { onReason: '*', action: 'EXIT' },
            ],
          },
        }
      : {}),
  }
}

function checkName(name: string): void {
  if (!/^[A-Za-z0-9][\w-]{0,127}$/.test(name)) throw new UsageError(`Not a job name: "${name}"`)
}

async function waitForAll(
  ids: string[],
  { client, sleep }: { client: BatchClient; sleep: Deps['sleep'] },
): Promise<Map<string, JobDetail>> {
  const ended = new Map<string, JobDetail>()
  for (;;) {
    const open = ids.filter((id) => !ended.has(id))
    for (let at = 0; at < open.length; at += PER_CALL) {
      const jobs = open.slice(at, at + PER_CALL)
      const answer = await client.send(new DescribeJobsCommand({ jobs }))
      for (const job of answer.jobs ?? []) if (hasEnded(job)) ended.set(job.jobId!, job)
    }
    if (ended.size === ids.length) return ended
    await sleep(10_000)
  }
}

function hasEnded({ status }: JobDetail): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED'
}

function countsOf({ status, arrayProperties }: JobDetail) {
  const summary = arrayProperties?.statusSummary ?? { [status!]: 1 }
  return { succeeded: summary['SUCCEEDED'] ?? 0, failed: summary['FAILED'] ?? 0 }
}
