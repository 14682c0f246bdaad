// Over 200 lines: one small scene for each thing that can go wrong with a retrieval.
import { DeleteArchiveCommand, InitiateJobCommand } from '@aws-sdk/client-glacier'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { retrieve, ChecksumMismatch, RetrievalFailed } = candidate(() => import('../retrieve.ts'))

const MiB = 2 ** 20
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SIZE = 3.5 * MiB
const EXPEDITED = { tier: 'Expedited' as const, pollMs: 5 * MINUTE, chunk: 2 * MiB }

check('waits for the job and yields the archive', async (context) => {
  const { id, read, vault } = await start(context)
  expectFilm(await read(id))
  const short = await vault.put(frames(0, 5))
  expect(Buffer.compare(await read(short), frames(0, 5))).toBe(0)
  const told = context.aws.calls('InitiateJob').map(({ input }) => input['jobParameters'])
  expect(told[0]).toMatchObject({ Type: 'archive-retrieval', ArchiveId: id, Tier: 'Expedited' })
})

check('looks at the job no more often than told', async (context) => {
  const { id, read } = await start(context)
  await read(id, { tier: 'Bulk', pollMs: 17 * MINUTE })
  const looks = context.aws.calls('DescribeJob').map(({ at }) => at)
  const pauses = looks.slice(1).map((at, index) => at - looks[index]!)
  expect(pauses.every((pause) => pause >= 17 * MINUTE)).toBe(true)
  expect(looks.length).toBeGreaterThan(1)
})

check('takes a job that is there, on whatever page', async (context) => {
  const { aws } = context
  const { id, read, initiate, vault } = await start(context)
  const other = await vault.put(frames(3, 9))
  await initiate(id, { Tier: 'Standard' })
  for (let job = 0; job < 60; job++) await initiate(other)
  expectFilm(await read(id, { tier: 'Standard' }))
  await initiate(id, { Tier: 'Expedited' })
  await context.sleep(HOUR)
  expectFilm(await read(id))
  expect(aws.calls('InitiateJob')).toHaveLength(0)
})

check('takes no job that brings something else', async (context) => {
  const { aws } = context
  const { id, read, initiate, vault } = await start(context)
  await initiate(await vault.put(frames(3, 9)), { Tier: 'Expedited' })
  await initiate(id, { Tier: 'Bulk' })
  await initiate(id, { Tier: 'Expedited', RetrievalByteRange: `0-${2 * MiB - 1}` })
  expectFilm(await read(id))
  expect(aws.calls('InitiateJob')).toHaveLength(1)

  aws.faults.edit('ListJobs', (output: { JobList?: object[] }) => ({
    ...output,
    JobList: output.JobList?.map((job) => ({ ...job, StatusCode: 'Failed', Completed: true })),
  }))
  expectFilm(await read(id))
  expect(aws.calls('InitiateJob')).toHaveLength(2)
})

check('yields only bytes that it has verified', async (context) => {
  const { aws } = context
  const { id, read } = await start(context)
  for (const chunk of [MiB, 2 * MiB, 3 * MiB, 2.5 * MiB, 100 * MiB]) {
    aws.faults.edit('GetJobOutput', corrupt, { call: [1, 2] })
    const ranges = await readRanges(read.iterate(id, { chunk }))
    expectFilm(Buffer.concat(ranges))
    expect(Math.max(...ranges.map(({ length }) => length))).toBeLessThan(chunk + 1)
  }
  aws.faults.edit('GetJobOutput', corrupt, {
    call: 1,
    when: ({ range }) => String(range).includes(`-${SIZE - 1}`),
  })
  expectFilm(await read(id))
})

check('gives up on bytes that stay wrong', async (context) => {
  const { id, read } = await start(context)
  context.aws.faults.edit('GetJobOutput', corrupt, { call: 'all' })
  await expect(read(id)).rejects.toBeInstanceOf(ChecksumMismatch)
  expect(context.aws.calls('GetJobOutput').length).toBeLessThan(4)
})

check('takes the standard tier where there is no capacity', async (context) => {
  const { aws } = context
  const { id, read, initiate } = await start(context)
  aws.faults.fail('InitiateJob', FULL, { call: 'all', when: isExpedited })
  expectFilm(await read(id))
  expect(standardJobs(aws)).toHaveLength(1)

  await context.sleep(30 * HOUR)
  await initiate(id, { Tier: 'Standard' })
  expectFilm(await read(id))
  expect(standardJobs(aws)).toHaveLength(1)
})

check('rejects with whatever else Glacier refuses', async (context) => {
  const { aws } = context
  const { id, read, place } = await start(context)
  aws.faults.fail('InitiateJob', { name: 'PolicyEnforcedException' }, { call: 1 })
  await expect(read(id)).rejects.toMatchObject({ name: 'PolicyEnforcedException' })
  expect(aws.calls('InitiateJob')).toHaveLength(1)
  aws.faults.fail('InitiateJob', FULL, { call: 'all', when: (input) => !isExpedited(input) })
  await expect(read(id, { tier: 'Bulk' })).rejects.toMatchObject({ name: FULL.name })
  await expect(read('no-such-archive')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })

  aws.faults.on('InitiateJob', { call: 1 }, async (_, proceed) => {
    const started = await proceed()
    await aws.send(new DeleteArchiveCommand({ ...place, archiveId: id }))
    return started
  })
  await expect(read(id)).rejects.toBeInstanceOf(RetrievalFailed)
})

check('goes on where it was when the output has expired', async (context) => {
  const { id, read } = await start(context)
  const ranges: Uint8Array[] = []
  for await (const range of read.iterate(id, { chunk: 2 * MiB })) {
    ranges.push(range)
    if (ranges.length === 1) await context.sleep(25 * HOUR)
  }
  expectFilm(Buffer.concat(ranges))
  expect(context.aws.calls('InitiateJob')).toHaveLength(2)

  await context.sleep(30 * HOUR)
  const gone = { name: 'ResourceNotFoundException', status: 404 }
  context.aws.faults.fail('DescribeJob', gone, { call: 2 })
  expectFilm(await read(id))
})

const FULL = { name: 'InsufficientCapacityException', status: 503 }

/** A vault with a film, and what a check does with it. */
async function start({ aws, sleep }: CheckContext) {
  const vault = await aws.glacier.vault()
  const place = { accountId: '-', vaultName: vault.name }
  const iterate = (archiveId: string, options = {}) =>
    retrieve(
      vault.name,
      archiveId,
      { ...EXPEDITED, ...options },
      { client: aws.glacier.client, sleep: (ms: number) => sleep(ms) },
    )
  const read = async (archiveId: string, options = {}) =>
    Buffer.concat(await readRanges(iterate(archiveId, options)))
  return {
    vault,
    place,
    id: await vault.put(FILM),
    read: Object.assign(read, { iterate }),
    /** Starts a job on behalf of somebody who was here before. */
    initiate: async (ArchiveId: string, parameters: object = {}) => {
      const jobParameters = { Type: 'archive-retrieval', ArchiveId, ...parameters }
      await aws.send(new InitiateJobCommand({ ...place, jobParameters }))
    },
  }
}

async function readRanges(ranges: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = []
  for await (const range of ranges) all.push(range)
  return all
}

/** Bytes of which no two leaves are alike. */
function frames(start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start)
  for (let at = start; at < end;) {
    const next = (Math.floor(at / 65_536) + 1) * 65_536
    bytes.fill(1 + Math.floor(at / 65_536), at - start, next - start)
    at = next
  }
  return bytes
}

const FILM = frames(0, SIZE)

function expectFilm(bytes: Uint8Array) {
  expect(Buffer.compare(bytes, FILM)).toBe(0)
}

/** Changes the last byte of an output. */
function corrupt(output: { body?: Uint8Array | Uint8Array[] }) {
  const body = Buffer.concat([output.body!].flat())
  body[body.length - 1]! ^= 1
  return { ...output, body }
}

function isExpedited({ jobParameters }: Record<string, unknown>): boolean {
  return (jobParameters as { Tier?: string }).Tier === 'Expedited'
}

/** The calls with which the candidate started a standard job. */
function standardJobs(aws: CheckContext['aws']) {
  return aws.calls('InitiateJob').filter(({ input }) => !isExpedited(input))
}
