import { InvalidParameterValueException } from '@aws-sdk/client-glacier'
import { describe, expect, test } from 'vitest'
import { bytesOf, SEVEN_LEAVES, testArchive, treeHash, vaultName } from './test-glacier.ts'
import { MIB } from './tree-hash.ts'
import { HOUR } from './vault.ts'

describe('GetJobOutput', () => {
  test('gives the whole with its tree hash', async () => {
    const { clock, glacier, retrieve } = testArchive()
    const jobId = retrieve({ Tier: 'Expedited' })
    await clock.advance(HOUR)
    const { body, ...rest } = glacier.GetJobOutput({ vaultName, jobId })
    expect(bytesOf(body)).toHaveLength(SEVEN_LEAVES.length)
    expect(rest).toEqual({
      status: 200,
      checksum: treeHash(SEVEN_LEAVES),
      acceptRanges: 'bytes',
      contentType: 'application/octet-stream',
      archiveDescription: 'seven leaves',
    })
  })

  test.each([
    ['bytes=0-1048575', true],
    ['bytes=4194304-6815743', true],
    ['bytes=4194304-99999999', true],
    ['bytes=6291456-', true],
    ['bytes=1048576-3145727', false],
    ['bytes=0-1023', false],
  ])('of %s has a checksum: %s', async (range, hasChecksum) => {
    const { clock, glacier, retrieve } = testArchive()
    const jobId = retrieve({ Tier: 'Expedited' })
    await clock.advance(HOUR)
    const output = glacier.GetJobOutput({ vaultName, jobId, range })
    const [first, last] = /(\d+)-(\d+)\//.exec(output.contentRange!)!.slice(1).map(Number)
    const bytes = SEVEN_LEAVES.subarray(first, last! + 1)
    expect(bytesOf(output.body).equals(bytes)).toBe(true)
    expect(output.status).toBe(206)
    expect(output.contentRange).toMatch(/^bytes \d+-\d+\/6815744$/)
    expect(output.checksum).toBe(hasChecksum ? treeHash(bytes) : undefined)
  })

  test.each(['bytes=6815744-', 'bytes=5-4', '0-5'])('refuses the range %s', async (range) => {
    const { clock, glacier, retrieve } = testArchive()
    const jobId = retrieve({ Tier: 'Expedited' })
    await clock.advance(HOUR)
    expect(() => glacier.GetJobOutput({ vaultName, jobId, range })).toThrow(
      InvalidParameterValueException,
    )
  })

  test('counts from the first byte that was retrieved', async () => {
    const { clock, glacier, retrieve } = testArchive()
    const jobId = retrieve({ Tier: 'Expedited', RetrievalByteRange: '4194304-6815743' })
    await clock.advance(HOUR)
    const whole = glacier.GetJobOutput({ vaultName, jobId })
    expect(whole.checksum).toBe(treeHash(SEVEN_LEAVES.subarray(4 * MIB)))
    const part = glacier.GetJobOutput({ vaultName, jobId, range: 'bytes=0-2097151' })
    expect(part.contentRange).toBe('bytes 0-2097151/2621440')
    expect(part.checksum).toBe(treeHash(SEVEN_LEAVES.subarray(4 * MIB, 6 * MIB)))
  })

  test('has no checksum where what was retrieved is not tree-hash aligned', async () => {
    const { clock, glacier, retrieve } = testArchive()
    const jobId = retrieve({ Tier: 'Expedited', RetrievalByteRange: '1048576-4194303' })
    await clock.advance(HOUR)
    const range = 'bytes=0-1048575'
    expect(glacier.GetJobOutput({ vaultName, jobId, range })).not.toHaveProperty('checksum')
    expect(glacier.DescribeJob({ vaultName, jobId })).not.toHaveProperty('SHA256TreeHash')
  })
})
