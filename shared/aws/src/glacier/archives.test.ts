import {
  InvalidParameterValueException,
  MissingParameterValueException,
} from '@aws-sdk/client-glacier'
import { describe, expect, test } from 'vitest'
import { archiveOf, testGlacier, treeHash, vaultName } from './test-glacier.ts'
import { MIB } from './tree-hash.ts'

describe('UploadArchive', () => {
  test('stores an archive and gives its id and tree hash', () => {
    const { glacier } = testGlacier()
    const body = archiveOf(2.5 * MIB)
    const checksum = treeHash(body)
    const created = glacier.UploadArchive({ vaultName, body, checksum })
    expect(created).toEqual({
      archiveId: expect.stringMatching(/^[\w-]{138}$/),
      checksum,
      location: `/123456789012/vaults/ledgers/archives/${created.archiveId}`,
    })
  })

  test('compares the tree hash', () => {
    const { glacier } = testGlacier()
    const body = Buffer.from('2025')
    const [right, wrong] = [treeHash(body), treeHash(Buffer.from('2024'))]
    expect(() => glacier.UploadArchive({ vaultName, body, checksum: wrong })).toThrow(
      `Checksum mismatch: expected ${wrong}, computed ${right}`,
    )
    expect(() => glacier.UploadArchive({ vaultName, body })).toThrow(MissingParameterValueException)
    expect(() => glacier.UploadArchive({ vaultName, body, checksum: right })).not.toThrow()
  })

  test('refuses an archive without bytes', () => {
    expect(() => testGlacier().upload(new Uint8Array())).toThrow(InvalidParameterValueException)
  })

  test('takes up to 1,024 printable ASCII characters for a description', () => {
    const { upload } = testGlacier()
    const body = Buffer.from('2025')
    expect(() => upload(body, '~'.repeat(1024))).not.toThrow()
    for (const text of ['x'.repeat(1025), 'Führer', 'two\nlines']) {
      expect(() => upload(body, text)).toThrow(InvalidParameterValueException)
    }
  })

  test('keeps the bytes when their owner reuses the buffer', async () => {
    const { clock, initiate, read, upload } = testGlacier()
    const body = Buffer.from('2025')
    const ArchiveId = upload(body)
    body.fill(0)
    const job = initiate({ Type: 'archive-retrieval', ArchiveId, Tier: 'Expedited' })
    await clock.advance(300_000)
    expect(read(job)).toBe('2025')
  })
})

test('deleting an archive again is no error', () => {
  const { glacier, upload } = testGlacier()
  const archiveId = upload(Buffer.from('2025'))
  expect(glacier.DeleteArchive({ vaultName, archiveId })).toEqual({})
  expect(glacier.DeleteArchive({ vaultName, archiveId })).toEqual({})
})
