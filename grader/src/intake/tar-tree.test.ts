import { execFileSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { paxRecord, tarBytes } from './fixture/tar-bytes.ts'
import type { TarTestEntry } from './fixture/tar-bytes.ts'
import { testFolder } from './fixture/test-folder.ts'
import { defaultLimits } from './limits.ts'
import { isTar } from './tar-entries.ts'
import { gunzipped, tarTree } from './tar-tree.ts'

describe('tarTree', () => {
  test('lists code and reads it', async () => {
    const tree = treeOf([
      { name: 'lib/', type: '5' },
      { name: './lib/key.ts', data: 'key' },
    ])
    expect(tree.files.map(({ path }) => path)).toEqual(['lib/key.ts'])
    expect(String(await tree.files[0]!.read())).toBe('key')
  })

  test.each(['ustar', 'pax', 'gnu'])('reads what tar writes in the format %s', async (format) => {
    const path = `${'a-rather-long-name/'.repeat(7)}key.ts`
    using folder = testFolder({ [path]: 'key', 'lib/key.ts': 'other' })
    execFileSync('tar', [`--format=${format}`, '-cf', 'out.tar', 'lib', 'a-rather-long-name'], {
      cwd: folder.path,
    })
    const bytes = execFileSync('cat', [folder.at('out.tar')])
    expect(isTar(bytes)).toBe(true)
    const tree = tarTree(bytes, defaultLimits)
    expect(tree.files.map((file) => file.path)).toEqual(['lib/key.ts', path])
    expect(String(await tree.files[1]!.read())).toBe('key')
  })

  test('reads names from pax headers, from long names and from prefixes', () => {
    const tree = treeOf([
      { name: 'pax', type: 'x', data: paxRecord('path', 'by-pax/größe.ts') },
      { name: 'short.ts' },
      { name: '././@LongLink', type: 'L', data: `by-gnu/${'n'.repeat(100)}.ts\0` },
      { name: 'short.ts' },
      { name: 'key.ts', prefix: 'by-prefix' },
    ])
    expect(tree.files.map(({ path }) => path)).toEqual([
      'by-pax/größe.ts',
      `by-gnu/${'n'.repeat(100)}.ts`,
      'by-prefix/key.ts',
    ])
  })

  test('finds the commit that git archive writes', () => {
    const comment = 'c0ffee'.padEnd(40, '0')
    const data = paxRecord('comment', comment)
    expect(treeOf([{ name: 'pax_global_header', type: 'g', data }]).commit).toBe(comment)
  })

  test.each([
    ['1', 'is a hard link'],
    ['2', 'is a symbolic link'],
    ['3', 'is a special file'],
    ['4', 'is a special file'],
    ['6', 'is a special file'],
    ['7', 'is a special file'],
    ['S', 'is a special file'],
    ['?', 'is a special file'],
  ])('refuses an entry of type %s and keeps the rest', (type, reason) => {
    const tree = treeOf([{ name: 'modules', type }, { name: 'kept.ts' }])
    expect(tree.files.map(({ path }) => path)).toEqual(['kept.ts'])
    expect(tree.refusals).toMatchObject([{ path: 'modules', reason }])
  })

  test('refuses a sparse file that pax describes', () => {
    const data = paxRecord('GNU.sparse.major', '1')
    const tree = treeOf([{ name: 'pax', type: 'x', data }, { name: 'key.ts' }])
    expect(tree.refusals).toMatchObject([{ path: 'key.ts', reason: 'is a special file' }])
  })

  test.each([
    ['../key.ts', 'goes up'],
    ['/etc/key.ts', 'absolute'],
    ['lib\\key.ts', 'backslash'],
  ])('refuses the name %j', (name, reason) => {
    expect(treeOf([{ name }]).refusals).toMatchObject([{ reason: expect.stringContaining(reason) }])
  })

  test('refuses a name that leaves the archive by way of a pax header', () => {
    const data = paxRecord('path', '../../key.ts')
    const tree = treeOf([{ name: 'pax', type: 'x', data }, { name: 'key.ts' }])
    expect(tree.files).toEqual([])
  })

  test('refuses a file that is too large', async () => {
    const tree = treeOf([{ name: 'key.ts', data: Buffer.alloc(600 * 1024, 'a') }])
    await expect(tree.files[0]!.read()).rejects.toThrow('has more than 512 KiB')
  })

  test.each([
    ['a long name beyond all bounds', [{ name: 'L', type: 'L', data: 'n'.repeat(70_000) }]],
    ['a pax header beyond all bounds', [{ name: 'x', type: 'x', data: 'n'.repeat(70_000) }]],
    ['a pax header that lies about its length', [{ name: 'x', type: 'x', data: '99 path=a\n' }]],
    ['a pax header without an end', [{ name: 'x', type: 'x', data: '9 path=aa' }]],
    ['a pax header of length zero', [{ name: 'x', type: 'x', data: '0 path=a\n' }]],
    ['a size beyond its end', [{ name: 'key.ts', data: 'key', size: 4096 }]],
  ])('refuses an archive with %s', (_, entries) => {
    expect(() => treeOf(entries)).toThrow('damaged .tar')
  })

  test('refuses an archive that is cut short', () => {
    const archive = tarBytes([{ name: 'key.ts', data: 'key' }], { ends: false })
    expect(() => tarTree(archive, defaultLimits)).toThrow('it ends early')
  })

  test('refuses an archive with a wrong checksum', () => {
    const archive = tarBytes([{ name: 'key.ts' }, { name: 'copy.ts' }])
    archive.write('K', 512)
    expect(() => tarTree(archive, defaultLimits)).toThrow('checksum of a header is wrong')
  })

  test('refuses too many entries, and too many headers of none', () => {
    const limits = { ...defaultLimits, entries: 2 }
    const files = ['a.ts', 'b.ts', 'c.ts'].map((name) => ({ name }))
    expect(() => tarTree(tarBytes(files), limits)).toThrow('more than 2 files')
    const headers = Array.from({ length: 9 }, () => ({ name: 'K', type: 'K', data: 'n' }))
    expect(() => tarTree(tarBytes(headers), limits)).toThrow('more than 2 files')
  })

  test('answers any damaged archive with a refusal, never with a crash', async () => {
    const archive = tarBytes([
      { name: 'x', type: 'x', data: paxRecord('path', 'modules/key.ts') },
      { name: 'key.ts', data: 'export const key = 1' },
    ])
    const change = fc.tuple(fc.nat(archive.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const damaged = Buffer.from(archive)
        for (const [at, byte] of changes) damaged[at] = byte
        const outcome = await everything(damaged).catch((error: Error) => error.name)
        expect(['read', 'Refusal']).toContain(outcome)
      }),
      { numRuns: 500 },
    )
  })
})

describe('gunzipped', () => {
  test('inflates all members', async () => {
    const members = Buffer.concat([gzipSync('one '), gzipSync('two')])
    expect(String(await gunzipped(members, defaultLimits))).toBe('one two')
  })

  test('stops a bomb while it inflates, also in many members', async () => {
    const limits = { ...defaultLimits, submissionBytes: 1000, inflatedBytes: 100_000 }
    const bomb = gzipSync(Buffer.alloc(200_000))
    await expect(gunzipped(bomb, limits)).rejects.toThrow('unpacks to more than')
    const many = Buffer.concat(Array.from({ length: 300 }, () => gzipSync(Buffer.alloc(1000))))
    await expect(gunzipped(many, limits)).rejects.toThrow('unpacks to more than')
  })

  test('refuses what is damaged or cut short', async () => {
    const whole = gzipSync('claim')
    await expect(gunzipped(whole.subarray(0, -5), defaultLimits)).rejects.toThrow('damaged .gz')
    await expect(gunzipped(whole.fill(0, 10), defaultLimits)).rejects.toThrow('damaged .gz')
  })
})

async function everything(archive: Buffer): Promise<string> {
  for (const file of tarTree(archive, defaultLimits).files) await file.read()
  return 'read'
}

function treeOf(entries: readonly TarTestEntry[]): ReturnType<typeof tarTree> {
  return tarTree(tarBytes(entries), defaultLimits)
}
