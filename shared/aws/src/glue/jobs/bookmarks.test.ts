import { EntityNotFoundException } from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testJobs } from './test-jobs.ts'

const JobName = 'rides'
const ENABLED = { '--job-bookmark-option': 'job-bookmark-enable' }

describe('a job bookmark', () => {
  test('is there only for a job that ran with it', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName)
    start(JobName)
    await pass(100)
    start(JobName, { '--job-bookmark-option': 'job-bookmark-pause' })
    await pass(100)
    const get = () => glue.GetJobBookmark({ JobName })
    expect(get).toThrow(EntityNotFoundException)
    expect(get).toThrow('Continuation for job rides not found.')
  })

  test('moves on with every successful run, from where the last one stopped', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName, { DefaultArguments: ENABLED })
    const first = start(JobName)
    await pass(3600)
    const second = start(JobName)
    await pass(3600)
    const entry = glue.GetJobBookmark({ JobName }).JobBookmarkEntry!
    expect(entry).toMatchObject({ Version: 2, Run: 2, Attempt: 0 })
    expect([entry.PreviousRunId, entry.RunId]).toEqual([first, second])
    expect(JSON.parse(entry.JobBookmark!)).toEqual({
      low: '2026-03-02T12:00:00.000Z',
      high: '2026-03-02T13:00:00.000Z',
    })
    start(JobName, { '--job-bookmark-option': 'job-bookmark-pause' })
    await pass(3600)
    expect(glue.GetJobBookmark({ JobName }).JobBookmarkEntry).toEqual(entry)
    expect(glue.GetJobBookmark({ JobName, RunId: first }).JobBookmarkEntry?.Run).toBe(1)
  })

  test('counts the attempts after a failed run', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName, { DefaultArguments: ENABLED, MaxRetries: 2 })
    start(JobName, { '--workshop-outcome': 'FAILED,FAILED,SUCCEEDED' })
    await pass(3600)
    const { JobBookmarkEntry } = glue.GetJobBookmark({ JobName })
    expect(JobBookmarkEntry).toMatchObject({ Run: 1, Attempt: 2 })
  })

  test('is forgotten by a reset and taken back by a rewind', async () => {
    const { glue, create, start, pass } = testJobs()
    create(JobName, { DefaultArguments: ENABLED })
    expect(() => glue.ResetJobBookmark({ JobName })).toThrow(EntityNotFoundException)
    const first = start(JobName)
    await pass(3600)
    const { JobBookmark } = glue.GetJobBookmark({ JobName }).JobBookmarkEntry!
    start(JobName)
    await pass(3600)
    const rewound = glue.ResetJobBookmark({ JobName, RunId: first }).JobBookmarkEntry
    expect(rewound).toMatchObject({ JobBookmark, RunId: first, Run: 1, Version: 3 })
    expect(() => glue.ResetJobBookmark({ JobName, RunId: 'jr_none' })).toThrow(
      EntityNotFoundException,
    )
    const reset = glue.ResetJobBookmark({ JobName }).JobBookmarkEntry
    expect(reset).toEqual({ JobName, Version: 0, Run: 0, Attempt: 0 })
    start(JobName)
    await pass(100)
    const after = glue.GetJobBookmark({ JobName }).JobBookmarkEntry
    expect(JSON.parse(after!.JobBookmark!).low).toBe('1970-01-01T00:00:00.000Z')
  })
})
