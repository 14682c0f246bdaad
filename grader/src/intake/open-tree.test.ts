import { linkSync, symlinkSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { tarBytes } from './fixture/tar-bytes.ts'
import { testFolder } from './fixture/test-folder.ts'
import { zipBytes } from './fixture/zip-bytes.ts'
import { defaultLimits } from './limits.ts'
import { openTree } from './open-tree.ts'

const zip = zipBytes([{ name: 'in-zip.ts' }])
const tar = tarBytes([{ name: 'in-tar.ts' }])

test.each([
  ['ada.zip', zip, 'in-zip.ts'],
  ['ada.tar', tar, 'in-tar.ts'],
  ['ada.tar.gz', gzipSync(tar), 'in-tar.ts'],
  ['ada.tgz', gzipSync(tar), 'in-tar.ts'],
  ['a-tar.zip', tar, 'in-tar.ts'],
  ['a-tar-gz.zip', gzipSync(tar), 'in-tar.ts'],
  ['a-zip.tar.gz', zip, 'in-zip.ts'],
  ['no-ending', zip, 'in-zip.ts'],
  ['lone.ts', Buffer.from('export {}'), 'lone.ts'],
])('opens %s by what is in it', async (name, bytes, path) => {
  using folder = testFolder({ [name]: bytes })
  expect(await pathsIn(folder.at(name))).toEqual([path])
})

test('opens an empty .zip', async () => {
  using folder = testFolder({ 'ada.zip': zipBytes([]) })
  expect(await pathsIn(folder.at('ada.zip'))).toEqual([])
})

test.each([
  ['ada.zip', 'export {}', 'hand in a .zip or a .tar.gz'],
  ['ada.rar', 'Rar!\u001a', 'hand in a .zip or a .tar.gz'],
  ['notes.pdf', '%PDF-1.7', 'neither a folder nor an archive nor a file of code'],
  ['ada.gz', gzipSync('export {}'), 'no .tar is in it'],
  ['ada.zip', zip.subarray(0, 50), 'is a damaged .zip'],
  ['ada.tgz', gzipSync(tar).subarray(0, 50), 'is a damaged .gz'],
  ['ada.tar', tar.subarray(0, 512), 'is a damaged .tar'],
  ['ada.tgz', gzipSync(zip), 'no .tar is in it'],
])('refuses %s with %j', async (name, bytes, reason) => {
  using folder = testFolder({ [name]: bytes })
  await expect(pathsIn(folder.at(name))).rejects.toThrow(reason)
})

test('refuses an archive that is too large, a link, a hard link, a device', async () => {
  using folder = testFolder({ 'ada.zip': zip })
  symlinkSync('ada.zip', folder.at('link.zip'))
  await expect(pathsIn(folder.at('link.zip'))).rejects.toThrow('is a symbolic link')
  await expect(pathsIn(folder.at('ada.zip'), { archiveBytes: 9 })).rejects.toThrow('more than 9 b')
  await expect(pathsIn('/dev/null')).rejects.toThrow('is a device')
  linkSync(folder.at('ada.zip'), folder.at('copy.zip'))
  await expect(pathsIn(folder.at('copy.zip'))).rejects.toThrow('is a hard link')
})

test('lists a lone file that it refuses', async () => {
  using folder = testFolder({ 'large.ts': ' '.repeat(600 * 1024), 'odd?.ts': '' })
  symlinkSync('large.ts', folder.at('link.ts'))
  expect(await refusalsIn(folder.at('large.ts'))).toEqual(['has more than 512 KiB'])
  expect(await refusalsIn(folder.at('odd?.ts'))).toEqual(['has a name with one of / < > : " | ? *'])
  expect(await refusalsIn(folder.at('link.ts'))).toEqual(['is a symbolic link'])
})

test('blames the operator for a path that does not exist', async () => {
  using folder = testFolder({ 'ada.zip': zip })
  const missing = openTree(folder.at('grace'), defaultLimits)
  await expect(missing).rejects.toMatchObject({ name: 'GraderError', fix: expect.any(String) })
  const inside = openTree(folder.at('ada.zip/key.ts'), defaultLimits)
  await expect(inside).rejects.toMatchObject({ name: 'GraderError' })
})

async function pathsIn(path: string, limits = {}): Promise<string[]> {
  const tree = await openTree(path, { ...defaultLimits, ...limits })
  tree.close()
  return tree.files.map((file) => file.path)
}

async function refusalsIn(path: string): Promise<string[]> {
  const { refusals } = await openTree(path, defaultLimits)
  return refusals.map(({ reason }) => reason)
}
