import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { GraderError } from '../grader-error.ts'
import { writeHandout } from './write-handout.ts'

const FILES = new Map([
  ['README.md', '# The storage workshop\n'],
  ['modules/3.6-s3/README.md', '# S3\n'],
])

test('writes into a folder that is not there yet, with its parents', async () => {
  await using base = await folder()
  const directory = path.join(base.path, 'autumn/storage course')
  await writeHandout(directory, FILES)
  expect(await readFile(path.join(directory, 'modules/3.6-s3/README.md'), 'utf8')).toBe('# S3\n')
  expect(await readdir(path.dirname(directory))).toEqual(['storage course'])
})

test('writes into an empty folder', async () => {
  await using base = await folder()
  await mkdir(path.join(base.path, 'handout'))
  await writeHandout(path.join(base.path, 'handout'), FILES)
  expect(await readdir(base.path)).toEqual(['handout'])
  expect(await readdir(path.join(base.path, 'handout'))).toEqual(['README.md', 'modules'])
})

test('refuses a folder that holds something, and leaves it alone', async () => {
  await using base = await folder()
  await writeFile(path.join(base.path, 'notes.txt'), 'mine')
  await expect(writeHandout(base.path, FILES)).rejects.toThrow(/is not empty/)
  expect(await readdir(base.path)).toEqual(['notes.txt'])
})

test('refuses a file in the place of the folder', async () => {
  await using base = await folder()
  const file = path.join(base.path, 'handout')
  await writeFile(file, 'mine')
  await expect(writeHandout(file, FILES)).rejects.toBeInstanceOf(GraderError)
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test('leaves nothing behind when it fails half-way', async () => {
  await using base = await folder()
  const impossible = new Map([...FILES, ['README.md/inside-a-file.md', 'no place for it']])
  const writing = writeHandout(path.join(base.path, 'handout'), impossible)
  await expect(writing).rejects.toBeInstanceOf(GraderError)
  expect(await readdir(base.path)).toEqual([])
})

function folder() {
  return mkdtempDisposable(path.join(tmpdir(), 'write-handout-'))
}
