// Over 200 lines: one small scene for each thing that can go wrong with an upload.
import { createHash, hash } from 'node:crypto'
import { ListMultipartUploadsCommand } from '@aws-sdk/client-glacier'
import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { archive, choosePartSize, ChecksumMismatch } = candidate(() => import('../archive.ts'))

const MiB = 2 ** 20
const GiB = 1024 * MiB
/** Five leaves: an odd number, and more than three. */
const SIZE = 4.25 * MiB

type Aws = CheckContext['aws']

check('chooses the smallest part size that Glacier accepts', async () => {
  for (const [size, part] of [
    [1, MiB],
    [10_000 * MiB, MiB],
    [10_000 * MiB + 1, 2 * MiB],
    [25_000 * MiB, 4 * MiB],
    [100 * GiB, 16 * MiB],
    [20_000 * GiB + 1, 4 * GiB],
    [40_000 * GiB, 4 * GiB],
  ] as const) {
    expect(await choosePartSize(size)).toBe(part)
  }
})

check('refuses what no archive can hold', async ({ aws }) => {
  for (const size of [0, -1, 0.5, NaN, Infinity, 40_000 * GiB + 1]) {
    await expect(choosePartSize(size)).rejects.toBeInstanceOf(RangeError)
  }
  const { vault, deps } = await start(aws)
  const empty = archive(vault.name, { name: 'Lost film', size: 0 }, film(0), deps)
  await expect(empty).rejects.toBeInstanceOf(RangeError)
  expect(aws.calls()).toHaveLength(0)
})

check('uploads parts of which only the last is shorter', async ({ aws }) => {
  const { vault, deps } = await start(aws)
  for (const size of [SIZE, 4 * MiB, 7 * MiB, 11]) {
    const name = `Film of ${size} bytes`
    const { archiveId, treeHash, via } = await archive(vault.name, { name, size }, film(size), deps)
    expect(via).toBe('glacier')
    expect(treeHash).toBe(rootOf(frames(0, size)))
    const stored = await vault.archive(archiveId)
    expect(Buffer.compare(stored.data, frames(0, size))).toBe(0)
    expect(stored.description).toBe(name)
  }
})

check('accepts content in chunks of any size', async ({ aws }) => {
  const { vault, deps } = await start(aws)
  for (const chunk of [300_001, MiB + 1, 9 * MiB]) {
    const open = film(SIZE, { chunk })
    const { archiveId } = await archive(vault.name, { name: `In ${chunk}`, size: SIZE }, open, deps)
    const { data } = await vault.archive(archiveId)
    expect(Buffer.compare(data, frames(0, SIZE))).toBe(0)
  }
})

check('compares the tree hash that Glacier computed', async ({ aws }) => {
  const { vault, deps, faust } = await start(aws)
  aws.faults.edit(
    'UploadMultipartPart',
    (output) => ({ ...output, checksum: rootOf(frames(7, 9)) }),
    {
      call: 'all',
      when: ({ range }) => String(range).startsWith('bytes 1048576-'),
    },
  )
  await expect(archive(vault.name, faust, film(SIZE), deps)).rejects.toBeInstanceOf(
    ChecksumMismatch,
  )
  expect(aws.calls('CompleteMultipartUpload')).toHaveLength(0)
})

check('sends only the part again that failed', async ({ aws }) => {
  const { vault, deps, faust } = await start(aws)
  aws.faults.fail('UploadMultipartPart', UNAVAILABLE, {
    call: [1, 2, 3, 4, 5, 6],
    when: ({ range }) => String(range).startsWith('bytes 2097152-'),
  })
  let opened = 0
  const open = () => (opened++, film(SIZE)())
  const { archiveId } = await archive(vault.name, faust, open, deps)
  const { data } = await vault.archive(archiveId)
  expect(Buffer.compare(data, frames(0, SIZE))).toBe(0)
  expect(opened).toBe(1)
  const ranges = aws.calls('UploadMultipartPart').map(({ input }) => String(input['range']))
  expect(ranges.filter((range) => range.startsWith('bytes 0-'))).toHaveLength(1)
})

check('asks again when the answer to completing gets lost', async ({ aws }) => {
  const { vault, deps, faust } = await start(aws)
  aws.faults.loseResponse('CompleteMultipartUpload', { call: [1, 2, 3, 4, 5, 6] })
  const { archiveId } = await archive(vault.name, faust, film(SIZE), deps)
  const { data } = await vault.archive(archiveId)
  expect(Buffer.compare(data, frames(0, SIZE))).toBe(0)
  expect(aws.calls('InitiateMultipartUpload')).toHaveLength(1)
})

check('leaves no upload behind when it fails', async ({ aws }) => {
  const { vault, deps, faust } = await start(aws)
  const torn = async () => torsion(frames(0, MiB))
  await expect(archive(vault.name, faust, torn, deps)).rejects.toMatchObject({
    message: 'The reel is torn',
  })
  const shorter = archive(vault.name, faust, film(SIZE - 1), deps)
  await expect(shorter).rejects.toBeInstanceOf(RangeError)
  const longer = archive(vault.name, faust, film(SIZE + 1), deps)
  await expect(longer).rejects.toBeInstanceOf(RangeError)
  expect(await uploadsIn(aws, vault.name)).toEqual([])

  const denied = { name: 'AccessDeniedException', status: 403 }
  aws.faults.fail('CompleteMultipartUpload', denied, { call: 'all' })
  aws.faults.fail('AbortMultipartUpload', { name: 'ThrottledAbort' }, { call: 'all' })
  await expect(archive(vault.name, faust, film(SIZE), deps)).rejects.toMatchObject({
    name: 'AccessDeniedException',
  })
  expect(aws.calls('AbortMultipartUpload').length).toBeGreaterThan(0)
})

check('refuses names that Glacier does not take', async ({ aws }) => {
  const { vault, deps } = await start(aws)
  for (const name of ['', 'x'.repeat(1025), 'Der müde Tod', 'Two\nlines', 'Delete\u007f']) {
    const refused = archive(vault.name, { name, size: 3 }, film(3), deps)
    await expect(refused).rejects.toBeInstanceOf(RangeError)
  }
  expect(aws.calls()).toHaveLength(0)
  const longest = { name: '~'.repeat(1024), size: 3 }
  await archive(vault.name, longest, film(3), deps)
})

check('turns to S3 where Glacier takes no new customers', async ({ aws }) => {
  const { vault, bucket, deps, faust } = await start(aws)
  const denied = { name: 'AccessDeniedException', status: 403 }
  aws.faults.fail('InitiateMultipartUpload', denied, { call: 1 })
  aws.faults.fail(
    'InitiateMultipartUpload',
    { name: 'NoLongerSupportedException' },
    { call: 'all' },
  )
  await expect(archive(vault.name, faust, film(SIZE), deps)).rejects.toMatchObject({
    name: 'AccessDeniedException',
  })
  expect(await bucket.keys()).toEqual([])

  const treeHash = rootOf(frames(0, SIZE))
  for (const storageClass of [undefined, 'DEEP_ARCHIVE'] as const) {
    const name = `Faust, ${storageClass ?? 'any class'}`
    const told = { ...deps, ...(storageClass && { storageClass }) }
    const stored = await archive(vault.name, { name, size: SIZE }, film(SIZE), told)
    expect(stored).toEqual({ archiveId: name, treeHash, via: 's3' })
    const head = await aws.send(new HeadObjectCommand({ Bucket: bucket.name, Key: name }))
    expect(head.StorageClass).toBe(storageClass ?? 'GLACIER')
    expect(head.Metadata).toEqual({ 'tree-hash': treeHash })
    expect(head.ETag).toBe(`"${hash('md5', frames(0, SIZE))}"`)
  }
  const shorter = archive(vault.name, { name: 'Short', size: 10 }, film(9), deps)
  await expect(shorter).rejects.toBeInstanceOf(RangeError)
})

const UNAVAILABLE = { name: 'ServiceUnavailableException', status: 500 }

async function start(aws: Aws) {
  const bucket = await aws.s3.bucket()
  const deps = { glacier: aws.glacier.client, s3: aws.s3.client, bucket: bucket.name }
  const faust = { name: 'Faust (1926)', size: SIZE }
  return { vault: await aws.glacier.vault(), bucket, deps, faust }
}

/** What opens a film of so many bytes, of which no two leaves are alike. */
function film(size: number, { chunk = MiB } = {}) {
  return async () =>
    (async function* () {
      for (let start = 0; start < size; start += chunk) {
        yield frames(start, Math.min(start + chunk, size))
      }
    })()
}

function frames(start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start)
  for (let at = start; at < end;) {
    const next = (Math.floor(at / 65_536) + 1) * 65_536
    bytes.fill(1 + Math.floor(at / 65_536), at - start, next - start)
    at = next
  }
  return bytes
}

async function* torsion(reel: Uint8Array): AsyncGenerator<Uint8Array> {
  yield reel
  throw new Error('The reel is torn')
}

async function uploadsIn(aws: Aws, vaultName: string): Promise<unknown[]> {
  const command = new ListMultipartUploadsCommand({ accountId: '-', vaultName })
  const { UploadsList = [] } = await aws.send(command)
  return UploadsList
}

function rootOf(content: Uint8Array): string {
  const count = Math.ceil(content.length / MiB)
  let level = Array.from({ length: count }, (_, leaf) =>
    sha256(content.subarray(leaf * MiB, (leaf + 1) * MiB)),
  )
  while (level.length > 1) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => {
      const nodes = level.slice(2 * pair, 2 * pair + 2)
      return nodes.length === 1 ? nodes[0]! : sha256(...nodes)
    })
  }
  return level[0]!.toString('hex')
}

function sha256(...pieces: Uint8Array[]): Buffer {
  const digest = createHash('sha256')
  for (const piece of pieces) digest.update(piece)
  return digest.digest()
}
