import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { tarBytes } from './fixture/tar-bytes.ts'
import { testFolder } from './fixture/test-folder.ts'
import { zipBytes } from './fixture/zip-bytes.ts'
import { insistOnReadable } from './insist-on-readable.ts'

const zip = zipBytes([{ name: 'key.ts', data: 'export {}' }])
const tar = tarBytes([{ name: 'key.ts', data: 'export {}' }])

test.each([
  ['a .zip', 'ada.zip', zip],
  ['a .tar.gz', 'ada.tar.gz', gzipSync(tar)],
  ['an empty .zip', 'ada.zip', zipBytes([])],
  ['a file of code', 'key.ts', 'export {}'],
  ['a file of code that is graded as broken', 'key.ts', zip.subarray(0, 50)],
  ['a bomb, which is the student’s', 'ada.tgz', gzipSync(Buffer.alloc(40 * 1024 * 1024))],
])('lets %s pass', async (_, name, bytes) => {
  using folder = testFolder({ [name]: bytes })
  await expect(insistOnReadable(folder.at(name))).resolves.toBeUndefined()
})

test('lets a folder pass, and what is broken in it', async () => {
  using folder = testFolder({ 'cohort/ada.zip': zip.subarray(0, 50) })
  await expect(insistOnReadable(folder.at('cohort'))).resolves.toBeUndefined()
})

test.each([
  ['a .zip that was cut short', 'ada.zip', zip.subarray(0, -30)],
  ['a .tar.gz that was cut short', 'ada.tgz', gzipSync(tar).subarray(0, 50)],
  ['a .tar that was cut short', 'ada.tar', tar.subarray(0, 512)],
  ['a .gz without a .tar', 'ada.gz', gzipSync('export {}')],
  ['a page of HTML', 'ada.zip', '<!doctype html>'],
  ['nothing at all', 'ada.zip', ''],
])('names %s and the mend', async (_, name, bytes) => {
  using folder = testFolder({ [name]: bytes })
  await expect(insistOnReadable(folder.at(name))).rejects.toMatchObject({
    name: 'GraderError',
    message: expect.stringContaining(`Cannot read the submission "${folder.at(name)}": it is `),
    fix: 'Fetch it again, or name a folder, a .zip, a .tar.gz or a file of code',
  })
})
