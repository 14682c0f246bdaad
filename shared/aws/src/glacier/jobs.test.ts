import {
  InvalidParameterValueException,
  MissingParameterValueException,
  ResourceNotFoundException,
} from '@aws-sdk/client-glacier'
import { describe, expect, test } from 'vitest'
import { bytesOf, SEVEN_LEAVES, testArchive, treeHash, vaultName } from './test-glacier.ts'
import { DAY, HOUR } from './vault.ts'

describe('a retrieval', () => {
  test.each([
    ['Expedited', HOUR / 12],
    ['Standard', 5 * HOUR],
    ['Bulk', 12 * HOUR],
  ])('of the tier %s is done after its time', async (Tier, duration) => {
    const { clock, glacier, retrieve } = testArchive()
    const jobId = retrieve({ Tier })
    await clock.advance(duration - 1)
    expect(glacier.DescribeJob({ vaultName, jobId }).Completed).toBe(false)
    const early = () => glacier.GetJobOutput({ vaultName, jobId })
    expect(early).toThrow(InvalidParameterValueException)
    expect(early).toThrow(`The job is not currently available for download: ${jobId}`)
    await clock.advance(1)
    expect(glacier.DescribeJob({ vaultName, jobId })).toMatchObject({ Completed: true, Tier })
    expect(bytesOf(glacier.GetJobOutput({ vaultName, jobId }).body).equals(SEVEN_LEAVES)).toBe(true)
  })

  test('is described', async () => {
    const { ArchiveId, clock, glacier, retrieve } = testArchive()
    const SNSTopic = 'arn:aws:sns:us-east-1:123456789012:archive'
    const jobId = retrieve({ Description: 'For the audit', SNSTopic })
    const inProgress = {
      JobId: jobId,
      JobDescription: 'For the audit',
      Action: 'ArchiveRetrieval',
      ArchiveId,
      ArchiveSizeInBytes: SEVEN_LEAVES.length,
      ArchiveSHA256TreeHash: treeHash(SEVEN_LEAVES),
      SHA256TreeHash: treeHash(SEVEN_LEAVES),
      RetrievalByteRange: '0-6815743',
      VaultARN: 'arn:aws:glacier:us-east-1:123456789012:vaults/ledgers',
      CreationDate: '2026-03-02T12:00:00.000Z',
      Completed: false,
      StatusCode: 'InProgress',
      StatusMessage: 'Operation in progress.',
      SNSTopic,
      Tier: 'Standard',
    }
    expect(glacier.DescribeJob({ vaultName, jobId })).toEqual(inProgress)
    await clock.advance(5 * HOUR)
    expect(glacier.DescribeJob({ vaultName, jobId })).toEqual({
      ...inProgress,
      Completed: true,
      CompletionDate: '2026-03-02T17:00:00.000Z',
      StatusCode: 'Succeeded',
      StatusMessage: 'Succeeded',
    })
  })

  test('can be read for a day, and is forgotten then', async () => {
    const { clock, glacier, retrieve } = testArchive()
    const jobId = retrieve({ Tier: 'Expedited' })
    await clock.advance(HOUR / 12 + DAY - 1)
    expect(() => glacier.GetJobOutput({ vaultName, jobId })).not.toThrow()
    await clock.advance(1)
    const late = () => glacier.GetJobOutput({ vaultName, jobId })
    expect(late).toThrow(ResourceNotFoundException)
    expect(late).toThrow(`The job ID was not found: ${jobId}`)
    expect(glacier.ListJobs({ vaultName }).JobList).toEqual([])
  })

  test('fails when its archive is deleted before it is done, and not after', async () => {
    const { ArchiveId, clock, glacier, retrieve } = testArchive()
    const done = retrieve({ Tier: 'Expedited' })
    const running = retrieve()
    await clock.advance(HOUR)
    glacier.DeleteArchive({ vaultName, archiveId: ArchiveId })
    await clock.advance(5 * HOUR)
    expect(glacier.DescribeJob({ vaultName, jobId: running }).StatusCode).toBe('Failed')
    expect(() => glacier.GetJobOutput({ vaultName, jobId: running })).toThrow('not currently')
    expect(glacier.GetJobOutput({ vaultName, jobId: done }).status).toBe(200)
    expect(() => retrieve()).toThrow(ResourceNotFoundException)
  })

  test.each(['1-1048576', '0-1048576', '0-6815744', '1048576-1048575', 'bytes=0-1048575', '0-'])(
    'does not begin for the range %s',
    (RetrievalByteRange) => {
      const { retrieve } = testArchive()
      expect(() => retrieve({ RetrievalByteRange })).toThrow(InvalidParameterValueException)
    },
  )

  test('begins only for what is known', () => {
    const { initiate, retrieve } = testArchive()
    expect(() => retrieve({ Tier: 'Fast' })).toThrow('Invalid tier: Fast')
    expect(() => retrieve({ Type: 'copy' })).toThrow(InvalidParameterValueException)
    expect(() => initiate({ Type: 'archive-retrieval' })).toThrow(MissingParameterValueException)
    expect(() => retrieve({ Type: 'select' })).toThrow(
      expect.objectContaining({ name: 'NotImplemented' }),
    )
  })
})

describe('ListJobs', () => {
  test('filters by status and by completion', async () => {
    const { clock, glacier, retrieve } = testArchive()
    const [fast, slow] = [retrieve({ Tier: 'Expedited' }), retrieve()]
    await clock.advance(HOUR)
    const ids = (filter: object) =>
      glacier.ListJobs({ vaultName, ...filter }).JobList!.map(({ JobId }) => JobId)
    expect(ids({})).toEqual([fast, slow])
    expect(ids({ completed: 'true' })).toEqual([fast])
    expect(ids({ completed: 'false' })).toEqual([slow])
    expect(ids({ statuscode: 'Succeeded' })).toEqual([fast])
    expect(ids({ statuscode: 'InProgress', completed: 'true' })).toEqual([])
    expect(() => ids({ statuscode: 'finished' })).toThrow(
      'The job status code is not valid: finished',
    )
    expect(() => ids({ completed: 'yes' })).toThrow(InvalidParameterValueException)
  })

  test('gives 50 jobs a page', () => {
    const { glacier, retrieve } = testArchive()
    const ids = Array.from({ length: 52 }, () => retrieve())
    const first = glacier.ListJobs({ vaultName })
    expect(first.JobList).toHaveLength(50)
    expect(first.Marker).toBe(ids[50])
    const { JobList } = glacier.ListJobs({ vaultName, marker: first.Marker, limit: 1 })
    expect(JobList!.map(({ JobId }) => JobId)).toEqual([ids[50]])
  })
})
