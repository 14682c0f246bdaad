import { describe, expect, test } from 'vitest'
import { testBatch } from './test-batch.ts'

const jobQueue = 'queue'

describe('DescribeJobs', () => {
  test('takes 1 to 100 ids and leaves out those of no job', () => {
    const { batch, submit } = testBatch()
    const id = submit()
    expect(batch.DescribeJobs({ jobs: ['none', id] }).jobs).toHaveLength(1)
    expect(() => batch.DescribeJobs({ jobs: [] })).toThrow('1 to 100')
    expect(() => batch.DescribeJobs({ jobs: Array(101).fill(id) })).toThrow('1 to 100')
  })

  test('hands out copies', () => {
    const { submit, job } = testBatch()
    const id = submit()
    job(id).container!.command!.push('changed')
    expect(job(id).container?.command).toEqual(['uname'])
  })
})

describe('ListJobs', () => {
  test('lists running jobs unless a status is named, the most recent first', async () => {
    const { batch, clock, submit } = testBatch()
    const ids = [submit(), submit()]
    const list = (input: object = {}) =>
      batch.ListJobs({ jobQueue, ...input }).jobSummaryList?.map(({ jobId }) => jobId)
    expect(list()).toEqual([])
    expect(list({ jobStatus: 'SUBMITTED' })).toEqual(ids.toReversed())
    await clock.advance(31_000)
    expect(list()).toEqual(ids.toReversed())
  })

  test('filters by name, definition and time, whatever the status', async () => {
    const { batch, clock, submit } = testBatch()
    const early = submit({ jobName: 'Test1' })
    await clock.advance(1000)
    const late = submit({ jobName: 'test10' })
    const list = (name: string, value: string) =>
      batch
        .ListJobs({ jobQueue, filters: [{ name, values: [value] }] })
        .jobSummaryList?.map(({ jobId }) => jobId)
    expect(list('JOB_NAME', 'test1')).toEqual([early])
    expect(list('JOB_NAME', 'TEST1*')).toEqual([late, early])
    expect(list('JOB_DEFINITION', 'work')).toEqual([late, early])
    expect(list('JOB_DEFINITION', 'wor')).toEqual([])
    expect(list('AFTER_CREATED_AT', String(clock.now() - 1))).toEqual([late])
    expect(list('BEFORE_CREATED_AT', String(clock.now()))).toEqual([early])
    expect(() => list('SHARE_IDENTIFIER', 'a')).toThrow('not emulated')
  })

  test('lists the children of an array, page by page', () => {
    const { batch, submit } = testBatch()
    const arrayJobId = submit({ arrayProperties: { size: 1001 } })
    const jobStatus = 'SUBMITTED'
    const first = batch.ListJobs({ arrayJobId, jobStatus })
    expect(first.jobSummaryList).toHaveLength(1000)
    const { nextToken } = first
    const second = batch.ListJobs({ arrayJobId, jobStatus, nextToken })
    expect(second.jobSummaryList).toMatchObject([{ arrayProperties: { index: 1000 } }])
    expect(second.nextToken).toBeUndefined()
    expect(batch.ListJobs({ jobQueue, jobStatus }).jobSummaryList).toHaveLength(1)
  })

  test('needs either a queue or an array', () => {
    const { batch } = testBatch()
    expect(() => batch.ListJobs({})).toThrow('Exactly one')
    expect(() => batch.ListJobs({ jobQueue, arrayJobId: 'x' })).toThrow('Exactly one')
  })
})
