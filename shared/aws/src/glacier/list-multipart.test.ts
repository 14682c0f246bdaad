import { describe, expect, test } from 'vitest'
import { archiveOf, testUpload, treeHash, vaultName } from './test-glacier.ts'
import { MIB } from './tree-hash.ts'

describe('ListParts', () => {
  test('gives parts by their ranges, page by page', () => {
    const { glacier, uploadId, uploadPart } = testUpload()
    for (let part = 51; part >= 0; part--) uploadPart(part * MIB, archiveOf(1))
    const first = glacier.ListParts({ vaultName, uploadId })
    expect(first).toMatchObject({
      MultipartUploadId: uploadId,
      ArchiveDescription: 'Ledgers of 2025',
      PartSizeInBytes: MIB,
      Marker: String(50 * MIB),
    })
    expect(first.Parts).toHaveLength(50)
    const rest = glacier.ListParts({ vaultName, uploadId, marker: first.Marker })
    expect(rest.Parts).toEqual([
      { RangeInBytes: `${50 * MIB}-${50 * MIB}`, SHA256TreeHash: treeHash(archiveOf(1)) },
      { RangeInBytes: `${51 * MIB}-${51 * MIB}`, SHA256TreeHash: treeHash(archiveOf(1)) },
    ])
    expect(rest).not.toHaveProperty('Marker')
    expect(glacier.ListParts({ vaultName, uploadId, limit: 1 }).Parts).toHaveLength(1)
  })
})

test('ListMultipartUploads gives uploads under way, page by page', () => {
  const { glacier, uploadId } = testUpload()
  const { uploadId: second } = glacier.InitiateMultipartUpload({ vaultName, partSize: '1048576' })
  const page = glacier.ListMultipartUploads({ vaultName, limit: 1 })
  expect(page.UploadsList!.map(({ MultipartUploadId }) => MultipartUploadId)).toEqual([uploadId])
  expect(page.Marker).toBe(second)
  const { UploadsList } = glacier.ListMultipartUploads({ vaultName, marker: second })
  expect(UploadsList!.map(({ MultipartUploadId }) => MultipartUploadId)).toEqual([second])
  expect(() => glacier.ListMultipartUploads({ vaultName, marker: 'x' })).toThrow('Invalid marker')
})
