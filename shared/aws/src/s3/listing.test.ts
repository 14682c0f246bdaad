// Longer than most: prefixes, delimiters, pages and encodings of both listings.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startS3, type TestS3 } from './fixture.ts'
import { nameOf, takePage, walk } from './listing.ts'
import { SortedMap } from '../sorted-map.ts'
import { compareUtf8 } from './utf8-order.ts'

/** Few characters, so that prefixes are shared, and some whose order differs by encoding. */
const names = fc.string({
  unit: fc.constantFrom('a', 'b', '/', ' ', 'ä', '\ufb01', '\u{1f4e6}'),
  maxLength: 6,
})
const keys = fc.uniqueArray(
  names.filter((name) => name !== ''),
  { maxLength: 25 },
)
const delimiters = fc.constantFrom('', '/', 'a', '//', 'ä')

interface Query {
  prefix: string
  delimiter: string
  after: string
}

/** Lists naively: filters and sorts everything. */
function model(all: string[], { prefix, delimiter, after }: Query): string[] {
  const entries = all
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
      return at < 0 ? key : `prefix ${key.slice(0, at + delimiter.length)}`
    })
  const name = (entry: string) => entry.replace(/^prefix /, '')
  const bytes = (text: string) => Buffer.from(text)
  const isPast = (entry: string) =>
    Buffer.compare(bytes(name(entry)), bytes(after)) <= 0 ||
    (entry.startsWith('prefix ') && after.startsWith(name(entry)))
  return [...new Set(entries)]
    .filter((entry) => after === '' || !isPast(entry))
    .sort((left, right) => Buffer.compare(bytes(name(left)), bytes(name(right))))
}

interface Listed {
  Contents?: { Key: string }[]
  CommonPrefixes?: { Prefix: string }[]
}

function entriesOf({ Contents = [], CommonPrefixes = [] }: Listed): string[] {
  const all = [
    ...Contents.map(({ Key }) => Key),
    ...CommonPrefixes.map(({ Prefix }) => `prefix ${Prefix}`),
  ]
  const name = (entry: string) => Buffer.from(entry.replace(/^prefix /, ''))
  return all.sort((left, right) => Buffer.compare(name(left), name(right)))
}

function store(s3: TestS3, all: string[]): string {
  const Bucket = s3.bucket()
  for (const Key of all) s3.call('PutObject', { Bucket, Key })
  return Bucket
}

describe('ListObjectsV2', () => {
  test('returns on any pages what a naive listing returns at once', () => {
    fc.assert(
      fc.property(keys, names, delimiters, names, fc.integer({ min: 1, max: 7 }), (...drawn) => {
        const [all, prefix, delimiter, after, MaxKeys] = drawn
        const s3 = startS3()
        const Bucket = store(s3, all)
        const input = { Bucket, Prefix: prefix, Delimiter: delimiter, StartAfter: after, MaxKeys }
        const listed: string[] = []
        let ContinuationToken: string | undefined
        do {
          const page = s3.call('ListObjectsV2', { ...input, ContinuationToken })
          expect(page.KeyCount).toBe(entriesOf(page).length)
          expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined)
          if (page.IsTruncated) expect(page.KeyCount).toBe(MaxKeys)
          listed.push(...entriesOf(page))
          expect(listed.length).toBeLessThanOrEqual(all.length)
          ContinuationToken = page.NextContinuationToken
        } while (ContinuationToken)
        expect(listed).toEqual(model(all, { prefix, delimiter, after }))
      }),
    )
  })

  test('tells what it was asked and what it found', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['logs/2026/a', 'logs/2026/b', 'logs/readme'])
    const page = s3.call('ListObjectsV2', { Bucket, Prefix: 'logs/', Delimiter: '/' })
    const LastModified = new Date(s3.clock.now())
    expect(page).toEqual({
      Name: Bucket,
      Prefix: 'logs/',
      Delimiter: '/',
      MaxKeys: 1000,
      KeyCount: 2,
      IsTruncated: false,
      CommonPrefixes: [{ Prefix: 'logs/2026/' }],
      Contents: [
        {
          Key: 'logs/readme',
          LastModified,
          ETag: '"d41d8cd98f00b204e9800998ecf8427e"',
          ChecksumAlgorithm: ['CRC64NVME'],
          ChecksumType: 'FULL_OBJECT',
          Size: 0,
          StorageClass: 'STANDARD',
        },
      ],
    })
  })

  test('has no Contents where nothing is found', () => {
    const s3 = startS3()
    const page = s3.call('ListObjectsV2', { Bucket: s3.bucket() })
    expect(page).toMatchObject({ KeyCount: 0, IsTruncated: false })
    expect(page).not.toHaveProperty('Contents')
  })

  test('gives 1,000 keys a page at most, whatever is asked', () => {
    const s3 = startS3()
    const Bucket = store(
      s3,
      Array.from({ length: 1001 }, (_, index) => `${index}`),
    )
    const page = s3.call('ListObjectsV2', { Bucket, MaxKeys: 1_000_000 })
    expect([page.MaxKeys, page.KeyCount, page.IsTruncated]).toEqual([1000, 1000, true])
  })

  test('gives an empty page that is not truncated for MaxKeys 0', () => {
    const s3 = startS3()
    const page = s3.call('ListObjectsV2', { Bucket: store(s3, ['a']), MaxKeys: 0 })
    expect([page.KeyCount, page.IsTruncated]).toEqual([0, false])
  })

  test('tells a prefix without a slash from one with it', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['a/1', 'ab/1'])
    const count = (Prefix: string) => s3.call('ListObjectsV2', { Bucket, Prefix }).KeyCount
    expect([count('a'), count('a/')]).toEqual([2, 1])
  })

  test('tells the owner only when asked', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['a'])
    const [plain] = s3.call('ListObjectsV2', { Bucket }).Contents
    const [owned] = s3.call('ListObjectsV2', { Bucket, FetchOwner: true }).Contents
    expect(plain.Owner).toBeUndefined()
    expect(owned.Owner.ID).toMatch(/^[0-9a-f]{64}$/)
  })

  test('refuses tokens that it did not give', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['a', 'b'])
    for (const ContinuationToken of ['a', '', 'bmV4dDph=']) {
      expect(s3.failure('ListObjectsV2', { Bucket, ContinuationToken })).toMatchObject({
        name: 'InvalidArgument',
        message: 'The continuation token provided is incorrect',
      })
    }
  })

  test('goes on where a page ended although its last key was deleted', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['a', 'b', 'c'])
    const first = s3.call('ListObjectsV2', { Bucket, MaxKeys: 2 })
    s3.call('DeleteObject', { Bucket, Key: 'b' })
    const rest = s3.call('ListObjectsV2', {
      Bucket,
      ContinuationToken: first.NextContinuationToken,
    })
    expect(entriesOf(rest)).toEqual(['c'])
  })

  test('leaves out keys whose current version is a delete marker', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['a', 'b'])
    s3.call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })
    s3.call('DeleteObject', { Bucket, Key: 'a' })
    expect(entriesOf(s3.call('ListObjectsV2', { Bucket }))).toEqual(['b'])
  })
})

describe('EncodingType', () => {
  test('writes keys and what was asked like a form, but keeps slashes', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['a b/c+d=1', 'a b/~(x)*é'])
    const input = { Bucket, Prefix: 'a b', StartAfter: 'a a', EncodingType: 'url' }
    const page = s3.call('ListObjectsV2', input)
    expect([page.Prefix, page.StartAfter]).toEqual(['a+b', 'a+a'])
    expect(entriesOf(page)).toEqual(['a+b/%7E%28x%29*%C3%A9', 'a+b/c%2Bd%3D1'])
    const rolled = s3.call('ListObjectsV2', { Bucket, Delimiter: ' ', EncodingType: 'url' })
    expect([rolled.Delimiter, rolled.CommonPrefixes]).toEqual(['+', [{ Prefix: 'a+' }]])
  })

  test('is url or nothing', () => {
    const s3 = startS3()
    const input = { Bucket: s3.bucket(), EncodingType: 'base64' }
    expect(s3.failure('ListObjectsV2', input).message).toBe(
      'Invalid Encoding Method specified in Request',
    )
  })
})

describe('ListObjects', () => {
  test('pages by markers as ListObjectsV2 does by tokens', () => {
    fc.assert(
      fc.property(keys, names, delimiters, fc.integer({ min: 1, max: 7 }), (...drawn) => {
        const [all, prefix, delimiter, MaxKeys] = drawn
        const s3 = startS3()
        const input = { Bucket: store(s3, all), Prefix: prefix, Delimiter: delimiter, MaxKeys }
        const listed: string[] = []
        let Marker: string | undefined
        do {
          const page = s3.call('ListObjects', { ...input, Marker })
          listed.push(...entriesOf(page))
          expect(listed.length).toBeLessThanOrEqual(all.length)
          Marker = page.IsTruncated ? (page.NextMarker ?? page.Contents.at(-1).Key) : undefined
        } while (Marker)
        expect(listed).toEqual(model(all, { prefix, delimiter, after: '' }))
      }),
    )
  })

  test('tells the next marker only with a delimiter', () => {
    const s3 = startS3()
    const Bucket = store(s3, ['a/1', 'a/2', 'b'])
    const plain = s3.call('ListObjects', { Bucket, MaxKeys: 1 })
    expect([plain.IsTruncated, plain.NextMarker]).toEqual([true, undefined])
    expect(s3.call('ListObjects', { Bucket, MaxKeys: 1, Delimiter: '/' }).NextMarker).toBe('a/')
  })
})

test('looks at a few keys only, however many a common prefix stands for', () => {
  const map = new SortedMap<string>(compareUtf8)
  for (let index = 0; index < 3000; index++) map.set(`logs/${index}`, 'stored')
  map.set('zone', 'stored')
  let looks = 0
  const request = { prefix: '', delimiter: '/', after: '' }
  const page = takePage(
    walk(map, request, (stored) => {
      looks++
      return stored
    }),
    10,
  )
  expect(page.entries.map(nameOf)).toEqual(['logs/', 'zone'])
  expect(looks).toBe(2)
})
