import { expect, test } from 'vitest'

import { withoutClashes } from './clashes.ts'

test('keeps files with names of their own', () => {
  expect(sorted('lib/key.ts', 'key.ts', 'lib/keys.ts')).toEqual({
    files: ['lib/key.ts', 'key.ts', 'lib/keys.ts'],
    refused: [],
  })
})

test('refuses all of several names that differ only in case', () => {
  expect(sorted('Key.ts', 'key.ts', 'lib/key.ts')).toEqual({
    files: ['lib/key.ts'],
    refused: ['Key.ts', 'key.ts'],
  })
})

test('refuses folders that differ only in case once, with all that is in them', () => {
  expect(sorted('Lib/a.ts', 'Lib/b.ts', 'lib/c.ts', 'd.ts')).toEqual({
    files: ['d.ts'],
    refused: ['Lib', 'lib'],
  })
})

test('refuses names that differ only in how an accent is written', () => {
  expect(sorted('gr\u00F6sse.ts', 'gro\u0308sse.ts')).toEqual({
    files: [],
    refused: ['gr\u00F6sse.ts', 'gr\u00F6sse.ts'],
  })
})

test('refuses names that only some disks take for the same letters', () => {
  expect(sorted('ma\u00DF.ts', 'MASS.ts').files).toEqual([])
})

test('refuses what stands twice in an archive', () => {
  expect(withoutClashes(tree('key.ts', 'key.ts')).refusals).toEqual([
    { path: 'key.ts', reason: 'stands more than once in the archive' },
  ])
})

test('says once of a path why it is refused', () => {
  const link = { path: 'modules', reason: 'is a symbolic link' }
  const refusals = [link, link, { path: 'modules', reason: 'is a special file' }]
  expect(withoutClashes({ ...tree(), refusals }).refusals).toEqual([link])
})

test('refuses a file that has the name of a folder', () => {
  expect(sorted('lib.ts', 'lib.ts/key.ts')).toEqual({ files: [], refused: ['lib.ts'] })
})

test('gives the paths that it keeps in one normalisation', () => {
  expect(sorted('gro\u0308sse.ts').files).toEqual(['gr\u00F6sse.ts'])
})

function sorted(...paths: string[]): { files: string[]; refused: string[] } {
  const { files, refusals } = withoutClashes(tree(...paths))
  return { files: files.map(({ path }) => path), refused: refusals.map(({ path }) => path) }
}

function tree(...paths: string[]): Parameters<typeof withoutClashes>[0] {
  const files = paths.map((path) => ({ path, size: 0, read: async () => Buffer.alloc(0) }))
  return { files, refusals: [], close: () => {} }
}
