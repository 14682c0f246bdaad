import { NoSuchKey } from '@aws-sdk/client-s3'
import { candidate, expect, test } from '@workshop/testkit'

const { download } = candidate(() => import('./download.ts'))

test('downloads an object', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  await bucket.put('events/1979.csv', '0\t19790101\t197901\n', { ChecksumAlgorithm: 'SHA256' })
  const { disk, files } = memoryDisk()

  const name = await download(bucket.name, 'events/1979.csv', '1979.csv', {
    client: aws.s3.client,
    disk,
  })

  expect(name).toBe('1979.csv')
  expect(text(files.get('1979.csv'))).toBe('0\t19790101\t197901\n')
  expect([...files.keys()]).toEqual(['1979.csv'])
})

test('says that there is no such key', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  const { disk, files } = memoryDisk()
  const deps = { client: aws.s3.client, disk }

  const failure = download(bucket.name, 'events/1978.csv', '1978.csv', deps)

  await expect(failure).rejects.toBeInstanceOf(NoSuchKey)
  expect(files.has('1978.csv')).toBe(false)
})

function text(bytes: Uint8Array | undefined) {
  return bytes && new TextDecoder().decode(bytes)
}

/** A disk in memory, and the files on it. */
function memoryDisk() {
  const files = new Map<string, Uint8Array>()
  const disk = {
    create: async (name: string) => void files.set(name, new Uint8Array()),
    append: async (name: string, bytes: Uint8Array) => {
      files.set(name, Buffer.concat([files.get(name) ?? new Uint8Array(), bytes]))
    },
    rename: async (from: string, to: string) => {
      files.set(to, files.get(from)!)
      files.delete(from)
    },
    remove: async (name: string) => void files.delete(name),
  }
  return { disk, files }
}
