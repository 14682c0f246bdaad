import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'BookmarkConflict'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'bookmark = { run: bookmark.run, newest: floor, floor, recent: [], pending: [] }',
    becomes:
      'bookmark = { run: bookmark.run, newest: floor, floor, recent: ["Stryker was here"], pending: [] }',
    reason: 'An entry without a time is never new, and soon forgotten.',
  },
  {
    line: '.toSorted((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1))',
    becomes: [
      '.toSorted((a, b) => a.time - b.time || (false ? -1 : 1))',
      '.toSorted((a, b) => a.time - b.time || ((a.key <= b.key) ? -1 : 1))',
      '.toSorted((a, b) => a.time - b.time || (a.key < b.key ? (+1) : 1))',
    ],
    reason: 'S3 lists by key, so files of one time are in order already.',
  },
  {
    line: 'const kept = [...recent, ...pending].filter(({ time }) => time > newest - graceMs)',
    becomes:
      'const kept = [...recent, ...pending].filter(({ time }) => (time >= newest - graceMs))',
    reason: 'What is as old as that is not new, remembered or not.',
  },
  {
    line: 'const files: File[] = []',
    becomes: 'const files: File[] = ["Stryker was here"]',
    reason: 'An entry without a time is never new, and soon forgotten.',
  },
  {
    line: "for (const { Key = '', ETag = '', LastModified } of page.Contents ?? []) {",
    becomes: [
      `for (const { Key = "Stryker was here!", ETag = '', LastModified } of page.Contents ?? []) {`,
      `for (const { Key = '', ETag = "Stryker was here!", LastModified } of page.Contents ?? []) {`,
    ],
    reason: 'S3 always answers with it; only the type allows for less.',
  },
  {
    line: "for (const { Key = '', ETag = '', LastModified } of page.Contents ?? []) {",
    becomes: `for (const { Key = '', ETag = '', LastModified } of page.Contents ?? ["Stryker was here"]) {`,
    reason: 'An entry without a time is never new, and soon forgotten.',
  },
  {
    line: 'const bookmark = { run: 0, newest: 0, floor: 0, recent: [], pending: [] }',
    becomes:
      'const bookmark = { run: 0, newest: 0, floor: 0, recent: ["Stryker was here"], pending: [] }',
    reason: 'An entry without a time is never new, and soon forgotten.',
  },
  {
    line: 'throw new BookmarkConflict(`Somebody else moved "${source.bookmark}"`)',
    becomes: 'throw new BookmarkConflict(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
