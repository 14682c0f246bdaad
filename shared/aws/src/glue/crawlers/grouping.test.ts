import fc from 'fast-check'
import { expect, test } from 'vitest'
import { folderTree, type ReadFile } from './folder.ts'
import { groupTables } from './grouping.ts'

const OPTIONS = { combine: false, level: undefined }

function file(key: string, ...names: string[]): ReadFile {
  const columns = names.map((name) => ({ name, type: 'string' }))
  const format = { input: '', output: '', serde: '', serdeParameters: {}, parameters: {} }
  const schema = { classification: 'csv', compression: 'none', columns, records: 1, format }
  return { key, size: 1, schema }
}

/** Each table as its prefix, with its partitions. */
function grouped(files: ReadFile[], options = OPTIONS) {
  const tables = groupTables(folderTree('lake', files), options)
  return Object.fromEntries(
    tables.map(({ prefix, partitions }) => [
      prefix,
      partitions.map(({ folders }) => folders.join('/')),
    ]),
  )
}

// The example of the developer guide, "How does a crawler determine when to create partitions?".
test('folders that are similar are partitions of one table', () => {
  const keys = ['table1/p1', 'table1/p2', 'table1/p3', 'table2/p4', 'table2/p5']
  const files = keys.map((key) => file(`lake/${key}/file.txt`, 'a', 'b'))
  expect(grouped(files)).toEqual({ lake: keys })
})

test('the majority of folders decides, and others are tables of their own', () => {
  const files = [file('lake/a/1', 'x', 'y'), file('lake/b/1', 'x', 'y'), file('lake/c/1', 'p', 'q')]
  expect(grouped(files)).toEqual({ lake: ['a', 'b'], 'lake/c': [] })
  expect(grouped(files.slice(1))).toEqual({ 'lake/b': [], 'lake/c': [] })
})

test('folders of different depths are not similar', () => {
  const files = [file('lake/a/1', 'x'), file('lake/b/deep/1', 'x')]
  expect(grouped(files)).toEqual({ 'lake/a': [], 'lake/b': ['deep'] })
})

test('files beside folders are a table, and so is each folder', () => {
  const files = [file('lake/1', 'x'), file('lake/a/1', 'x'), file('lake/b/1', 'x')]
  expect(grouped(files)).toEqual({ lake: [], 'lake/a': [], 'lake/b': [] })
})

test('every file is in just one table, whatever the folders are', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const path = fc.array(name, { minLength: 1, maxLength: 4 })
  const columns = fc.uniqueArray(fc.constantFrom('u', 'v', 'w', 'x'), { minLength: 1 })
  const entry = fc.tuple(path, columns)
  const options = fc.record({
    combine: fc.boolean(),
    level: fc.constantFrom(undefined, 1, 2, 3),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), options, (entries, chosen) => {
      const files = entries.map(([folders, names], n) =>
        file(`lake/${folders.join('/')}/${n}`, ...names),
      )
      const tables = groupTables(folderTree('lake', files), chosen)
      const keys = tables.flatMap((table) => table.files.map(({ key }) => key))
      expect(keys.toSorted()).toEqual(files.map(({ key }) => key).toSorted())
      for (const { files: all, partitions } of tables.filter((t) => t.partitions.length > 0)) {
        expect(partitions.flatMap((partition) => partition.files)).toEqual(all)
      }
    }),
  )
})
