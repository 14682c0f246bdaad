import { InvalidParameterValueException, ResourceNotFoundException } from '@aws-sdk/client-glacier'
import { describe, expect, test } from 'vitest'
import { testGlacier, treeHash, vaultName } from './test-glacier.ts'
import { DAY, HOUR } from './vault.ts'

const Type = 'inventory-retrieval'

/** A Glacier in which three archives came, an hour after each other, and their inventory is there. */
async function testInventory() {
  const parts = testGlacier()
  const ids: string[] = []
  for (const year of ['2023', '2024', '2025']) {
    ids.push(parts.upload(Buffer.from(year), `Ledger, "${year}"`))
    await parts.clock.advance(HOUR)
  }
  await parts.clock.advance(DAY)
  return { ...parts, ids }
}

describe('an inventory', () => {
  test('is not there before the first day is over', async () => {
    const { clock, initiate, upload } = testGlacier()
    expect(() => initiate({ Type })).toThrow(ResourceNotFoundException)
    upload(Buffer.from('2025'))
    expect(() => initiate({ Type })).toThrow(ResourceNotFoundException)
    await clock.advance(DAY)
    expect(() => initiate({ Type })).not.toThrow()
  })

  test('lists the archives in JSON', async () => {
    const { clock, glacier, ids, initiate, read } = await testInventory()
    const jobId = initiate({ Type })
    expect(glacier.DescribeJob({ vaultName, jobId })).toMatchObject({
      Action: 'InventoryRetrieval',
      InventoryRetrievalParameters: { Format: 'JSON' },
      StatusCode: 'InProgress',
    })
    await clock.advance(5 * HOUR)
    const text = read(jobId)
    const inventory = JSON.parse(text)
    expect(inventory).toMatchObject({
      VaultARN: 'arn:aws:glacier:us-east-1:123456789012:vaults/ledgers',
      InventoryDate: '2026-03-03T12:00:00.000Z',
    })
    expect(inventory.ArchiveList).toHaveLength(3)
    expect(inventory.ArchiveList[0]).toEqual({
      ArchiveId: ids[0],
      ArchiveDescription: 'Ledger, "2023"',
      CreationDate: '2026-03-02T12:00:00.000Z',
      Size: 4,
      SHA256TreeHash: treeHash(Buffer.from('2023')),
    })
    expect(glacier.DescribeJob({ vaultName, jobId }).InventorySizeInBytes).toBe(text.length)
    const output = glacier.GetJobOutput({ vaultName, jobId })
    expect(output.contentType).toBe('application/json')
    expect(output).not.toHaveProperty('checksum')
    const { contentRange } = glacier.GetJobOutput({ vaultName, jobId, range: 'bytes=0-9' })
    expect(contentRange).toBe(`bytes 0-9/${text.length}`)
  })

  test('lists them in CSV, with quotes escaped by a backslash that is itself not escaped', async () => {
    const { clock, glacier, initiate, read, upload } = testGlacier()
    const id = upload(Buffer.from('x'), 'my archive description,1\\"2')
    await clock.advance(DAY)
    const jobId = initiate({ Type, Format: 'CSV' })
    await clock.advance(5 * HOUR)
    expect(read(jobId)).toBe(
      'ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n' +
        `${id},"my archive description,1\\\\"2",2026-03-02T12:00:00.000Z,1,${treeHash(Buffer.from('x'))}\n`,
    )
    expect(glacier.GetJobOutput({ vaultName, jobId }).contentType).toBe('text/csv')
  })

  test('is a picture of one moment: it knows nothing of later archives and deletions', async () => {
    const { clock, glacier, ids, initiate, read, upload } = await testInventory()
    const listed = async () => {
      const jobId = initiate({ Type })
      await clock.advance(5 * HOUR)
      const { ArchiveList } = JSON.parse(read(jobId))
      return ArchiveList.map(({ ArchiveId }: { ArchiveId: string }) => ArchiveId)
    }
    const later = upload(Buffer.from('2026'))
    glacier.DeleteArchive({ vaultName, archiveId: ids[0] })
    expect(await listed()).toEqual(ids)
    await clock.advance(DAY)
    expect(await listed()).toEqual([ids[1], ids[2], later])
  })

  test('is given page by page, also when archives vanish in between', async () => {
    const { clock, glacier, ids, initiate, read } = await testInventory()
    const page = async (Marker?: string) => {
      const parameters = { Limit: '1', ...(Marker && { Marker }) }
      const jobId = initiate({ Type, InventoryRetrievalParameters: parameters })
      await clock.advance(5 * HOUR)
      const { ArchiveList } = JSON.parse(read(jobId))
      const job = glacier.DescribeJob({ vaultName, jobId })
      return { id: ArchiveList[0].ArchiveId, marker: job.InventoryRetrievalParameters!.Marker }
    }
    const first = await page()
    expect(first.id).toBe(ids[0])
    expect((await page(first.marker)).id).toBe(ids[1])
    glacier.DeleteArchive({ vaultName, archiveId: ids[1] })
    await clock.advance(DAY)
    expect(await page(first.marker)).toEqual({ id: ids[2], marker: undefined })
  })

  test('is limited to dates, from the first on and before the last', async () => {
    const { clock, ids, initiate, read } = await testInventory()
    const parameters = { StartDate: '2026-03-02T13:00:00Z', EndDate: '2026-03-02T14:00:00Z' }
    const jobId = initiate({ Type, InventoryRetrievalParameters: parameters })
    await clock.advance(5 * HOUR)
    const { ArchiveList } = JSON.parse(read(jobId))
    expect(ArchiveList).toHaveLength(1)
    expect(ArchiveList[0].ArchiveId).toBe(ids[1])
  })

  test('is refused in other formats and with parameters that mean nothing', async () => {
    const { initiate, ids } = await testInventory()
    const refused = (parameters: object) =>
      expect(() => initiate({ Type, ...parameters })).toThrow(InvalidParameterValueException)
    refused({ Format: 'XML' })
    refused({ ArchiveId: ids[0] })
    refused({ RetrievalByteRange: '0-3' })
    refused({ InventoryRetrievalParameters: { Limit: '0' } })
    refused({ InventoryRetrievalParameters: { Marker: 'x' } })
    refused({ InventoryRetrievalParameters: { StartDate: '2 March 2026' } })
  })
})
