import { expect, test } from 'vitest'

import { defaultLimits } from './limits.ts'
import { Reader } from './reader.ts'
import type { TreeFile } from './tree.ts'

test('reads UTF-8, and leaves out a byte order mark', async () => {
  expect(await reader().text(file('key.ts', '\uFEFF// größe'))).toBe('// größe')
})

test('refuses text that is not UTF-8', async () => {
  const latin1 = Buffer.from('größe', 'latin1')
  await expect(reader().text(file('key.ts', latin1))).rejects.toThrow('is not UTF-8')
})

test('refuses half of a surrogate pair', async () => {
  const half = Buffer.from([0xed, 0xa0, 0x80])
  await expect(reader().text(file('key.ts', half))).rejects.toThrow('is not UTF-8')
})

test('refuses a NUL byte, as UTF-16 has them', async () => {
  const utf16 = Buffer.from('export {}', 'utf16le')
  await expect(reader().text(file('key.ts', utf16))).rejects.toThrow('holds a NUL byte')
})

test('reads each file once', async () => {
  let reads = 0
  const once = { ...file('key.ts'), read: async () => Buffer.from(String(++reads)) }
  const shared = reader()
  expect([await shared.text(once), await shared.text(once)]).toEqual(['1', '1'])
})

test('refuses files beyond the number it may read', async () => {
  const shared = reader({ files: 1 })
  await shared.text(file('a.ts'))
  await expect(shared.text(file('b.ts'))).rejects.toThrow('comes after the first 1 files')
})

test('refuses what would take a submission over its size, and still reads what fits', async () => {
  const shared = reader({ submissionBytes: 10 })
  await shared.text(file('a.ts', '12345678'))
  await expect(shared.text(file('b.ts', '123'))).rejects.toThrow('over 10 bytes')
  expect(await shared.text(file('c.ts', '12'))).toBe('12')
})

test('counts what it reads, whatever the archive declared', async () => {
  const liar = { ...file('a.ts', '12345678901'), size: 1 }
  await expect(reader({ submissionBytes: 10 }).text(liar)).rejects.toThrow('over 10 bytes')
})

test('hands on an error that is no student’s doing', async () => {
  const full = Object.assign(new Error('too many open files'), { code: 'EMFILE' })
  const failing = { ...file('key.ts'), read: () => Promise.reject(full) }
  await expect(reader().text(failing)).rejects.toBe(full)
})

function reader(limits = {}): Reader {
  return new Reader({ ...defaultLimits, ...limits })
}

function file(path: string, content: string | Uint8Array = ''): TreeFile {
  const bytes = Buffer.from(content)
  return { path, size: bytes.length, read: async () => bytes }
}
