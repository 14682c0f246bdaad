import { randomBytes } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { zipBytes } from './fixture/zip-bytes.ts'
import type { ZipEntry } from './fixture/zip-bytes.ts'
import { defaultLimits } from './limits.ts'
import { zipTree } from './zip-tree.ts'

describe('zipTree', () => {
  test('lists code and inflates it', async () => {
    const tree = await treeOf([
      { name: 'lib/', mode: 0o40755 },
      { name: 'lib/key.ts', data: 'key' },
    ])
    expect(tree.files.map(({ path }) => path)).toEqual(['lib/key.ts'])
    expect(String(await tree.files[0]!.read())).toBe('key')
  })

  test('reads what is stored without compression', async () => {
    const tree = await treeOf([{ name: 'key.ts', data: 'key', method: 0 }])
    expect(String(await tree.files[0]!.read())).toBe('key')
  })

  test('finds the commit in the comment of an archive from GitHub', async () => {
    const comment = 'c0ffee'.padEnd(40, '0')
    const tree = await zipTree(zipBytes([{ name: 'key.ts' }], { comment }), defaultLimits)
    expect(tree.commit).toBe(comment)
  })

  test.each([
    ['../key.ts', 'goes up'],
    ['lib/../../key.ts', 'goes up'],
    ['/etc/key.ts', 'absolute'],
    ['lib\\key.ts', 'backslash'],
    ['C:/key.ts', 'drive letter'],
    ['lib/k\u200Bey.ts', 'invisible'],
    ['nul.ts', 'Windows reserves'],
    [`${'d/'.repeat(13)}key.ts`, 'more than 12 folders deep'],
    ['inner.zip', 'hand in the files themselves'],
  ])('refuses the name %j and keeps the rest', async (name, reason) => {
    expect(await refusals([{ name }, { name: 'kept.ts' }])).toEqual([
      ['kept.ts'],
      [expect.stringContaining(reason)],
    ])
  })

  test('refuses a name that is not UTF-8', async () => {
    const name = Buffer.from('grösse.ts', 'latin1')
    expect(await refusals([{ name }])).toEqual([[], ['has a name that is not UTF-8']])
  })

  test.each([
    [{ name: 'key.ts', mode: 0o120777, data: '/etc/passwd' }, 'is a symbolic link'],
    [{ name: 'modules', mode: 0o120777, data: '/etc' }, 'is a symbolic link'],
    [{ name: 'key.ts', mode: 0o010644 }, 'is a special file'],
    [{ name: 'key.ts', mode: 0o020644 }, 'is a special file'],
    [{ name: 'key.ts', flags: 1 }, 'is encrypted'],
    [{ name: 'key.ts', method: 14 }, 'compressed in a way'],
  ])('refuses %j', async (entry, reason) => {
    expect(await refusals([entry])).toEqual([[], [expect.stringContaining(reason)]])
  })

  test.each([
    ['a file too large, as declared', { data: Buffer.alloc(600 * 1024) }, 'more than 512 KiB'],
    [
      'a file too large, though declared small',
      { data: randomBytes(600 * 1024), size: 9 },
      'more than 512 KiB',
    ],
    ['a bomb, as declared', { data: Buffer.alloc(500 * 1024, 'a') }, 'beyond anything'],
    [
      'a bomb, though declared small',
      { data: Buffer.alloc(500 * 1024, 'a'), size: 9 },
      'beyond anything',
    ],
    ['a size that is too small', { data: 'claim', size: 4 }, 'is damaged'],
    ['a wrong checksum', { data: 'claim', crc: 1 }, 'is damaged'],
    ['a stored file of the wrong size', { data: 'claim', method: 0, size: 400 }, 'is damaged'],
    ['a place that is none', { data: 'claim', offset: 3 }, 'is damaged'],
    ['a place after the end', { data: 'claim', offset: 0x7fffffff }, 'is damaged'],
  ])('refuses to read %s', async (_, entry, reason) => {
    const tree = await treeOf([{ name: 'key.ts', ...entry }])
    await expect(tree.files[0]!.read()).rejects.toThrow(reason)
  })

  test('refuses an archive with too many entries before it lists them', async () => {
    const archive = zipBytes([{ name: 'a.ts' }, { name: 'b.ts' }, { name: 'c.ts' }])
    const few = zipTree(archive, { ...defaultLimits, entries: 2 })
    await expect(few).rejects.toThrow('holds more than 2 files and folders')
  })

  test('refuses an archive that is cut short, or counts entries that are not there', async () => {
    const archive = zipBytes([{ name: 'a.ts', data: 'claim' }])
    await expect(zipTree(archive.subarray(0, 60), defaultLimits)).rejects.toThrow('damaged .zip')
    const counted = zipBytes([{ name: 'a.ts' }], { count: 9 })
    await expect(zipTree(counted, defaultLimits)).rejects.toThrow('damaged .zip')
  })

  test('answers any damaged archive with a refusal, never with a crash', async () => {
    const archive = zipBytes([
      { name: 'modules/key.ts', data: 'export const key = 1\n'.repeat(9) },
      { name: 'copy.ts', data: 'export {}', method: 0 },
    ])
    const change = fc.tuple(fc.nat(archive.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const damaged = Buffer.from(archive)
        for (const [at, byte] of changes) damaged[at] = byte
        const outcome = await everything(damaged).catch((error: Error) => error.name)
        expect(['read', 'Refusal']).toContain(outcome)
      }),
      { numRuns: 500 },
    )
  })
})

async function everything(archive: Buffer): Promise<string> {
  const tree = await zipTree(archive, defaultLimits)
  for (const file of tree.files) await file.read()
  return 'read'
}

function treeOf(entries: readonly ZipEntry[]): ReturnType<typeof zipTree> {
  return zipTree(zipBytes(entries), defaultLimits)
}

async function refusals(entries: readonly ZipEntry[]): Promise<[string[], string[]]> {
  const tree = await treeOf(entries)
  return [tree.files.map(({ path }) => path), tree.refusals.map(({ reason }) => reason)]
}
