import { gzipSync } from 'node:zlib'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { tarBytes } from './fixture/tar-bytes.ts'
import { course } from './fixture/test-course.ts'
import { testFolder } from './fixture/test-folder.ts'
import { zipBytes } from './fixture/zip-bytes.ts'
import { readSubmission } from './read-submission.ts'

type Files = Record<string, string>

const text = fc.string({ unit: 'binary', maxLength: 40 }).map((any) => any.replaceAll('\0', ''))

/** What may lie in an exercise's folder and comes along. */
const companions = fc.dictionary(
  fc.constantFrom('key.ts', 'lib/retry.ts', 'lib/größe.ts', 'table.json', 'a b.mjs', 'ü/ü.js'),
  text,
  { maxKeys: 3 },
)

/** What may lie there and stays behind. */
const bystanders = fc.dictionary(
  fc.constantFrom(
    'README.md',
    'key.test.ts',
    'key.d.ts',
    'grading/solution.ts',
    '.env',
    'vitest.config.ts',
  ),
  text,
  { maxKeys: 3 },
)

const exercise = fc.record({ own: text, companions, bystanders })
const exercises = fc.array(fc.option(exercise), {
  minLength: course.length,
  maxLength: course.length,
})

/** What may lie beside the course's folders. */
const surroundings = fc.dictionary(
  fc.constantFrom(
    'package.json',
    'notes.pdf',
    'node_modules/x/x.ts',
    'modules/README.md',
    '.git/HEAD',
  ),
  text,
  { maxKeys: 3 },
)

const wrapper = fc.constantFrom('', 'storage-workshop-main/')
const packing = fc.constantFrom<(files: Files) => Files | { 'ada.any': Uint8Array }>(
  (files) => files,
  (files) => ({ 'ada.any': zipBytes(entriesOf(files)) }),
  (files) => ({ 'ada.any': tarBytes(entriesOf(files)) }),
  (files) => ({ 'ada.any': gzipSync(tarBytes(entriesOf(files))) }),
)

test('reads exactly the exercises’ files of any benign tree, however it is packed', async () => {
  await fc.assert(
    fc.asyncProperty(
      exercises,
      surroundings,
      wrapper,
      packing,
      async (made, beside, around, pack) => {
        const files: Files = { ...beside }
        const expected: Record<string, { text: string; others: Files }> = {}
        for (const [index, { id, dir, file }] of course.entries()) {
          const one = made[index]
          if (!one) continue
          const { own: ownText, companions: others, bystanders: left } = one
          Object.assign(files, under(dir, { [file]: ownText, ...others, ...left }))
          expected[id] = { text: decoded(ownText), others: mapped(others, decoded) }
        }
        const packed = pack(under(around, files))
        using folder = testFolder(packed)
        const source = 'ada.any' in packed ? folder.at('ada.any') : folder.path
        const { candidates, refused, unreadable } = await readSubmission(source, course)

        const got = [...candidates].map(([id, one]) => {
          return [id, { text: one.text, others: Object.fromEntries(one.others) }]
        })
        expect({ refused: refused.size, unreadable }).toEqual({ refused: 0, unreadable: undefined })
        expect(Object.fromEntries(got)).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
})

function under(folder: string, files: Files): Files {
  const start = folder === '' || folder.endsWith('/') ? folder : `${folder}/`
  return Object.fromEntries(Object.entries(files).map(([path, one]) => [start + path, one]))
}

function entriesOf(files: Files): { name: string; data: string }[] {
  return Object.entries(files).map(([name, data]) => ({ name, data }))
}

function mapped(files: Files, change: (one: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, one]) => [path, change(one)]))
}

/** Text as it comes back from a file: without a byte order mark. */
function decoded(written: string): string {
  return new TextDecoder().decode(Buffer.from(written))
}
