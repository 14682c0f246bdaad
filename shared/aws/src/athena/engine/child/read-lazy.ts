import type { FileFormat, TableColumn } from '../job.ts'
import { parseHiveType } from './hive-type.ts'
import { notEmulated } from './query-failure.ts'
import type { RowSink } from './row-sink.ts'
import { linesOf } from './text-lines.ts'
import { textReader } from './text-values.ts'

/**
 * Reads a text file as Hive's LazySimpleSerDe does: cells by place, nothing is quoted, what does
 * not fit its type is NULL, and so is what is missing. Arrays, maps and structs are refused.
 */
export function readLazy(
  text: string,
  format: FileFormat & { kind: 'lazy' },
  { columns, used, add }: RowSink,
): void {
  const readers = columns.map((column) => (used.has(column.name) ? readerOf(column) : undefined))
  for (const line of linesOf(text, format.skip)) {
    const cells = split(line, format)
    add(
      readers.map((read, index) => {
        const cell = cells[index]
        return !read || cell === undefined || cell === format.nullText ? null : read(cell)
      }),
    )
  }
}

function readerOf({ name, type }: TableColumn): (text: string) => string | null {
  if (parseHiveType(type).kind === 'plain') return textReader(type)
  throw notEmulated(`the type ${type} (column ${name}) in text files`)
}

function split(line: string, { delimiter, escape }: FileFormat & { kind: 'lazy' }): string[] {
  if (escape === undefined || !line.includes(escape)) return line.split(delimiter)
  const cells: string[] = []
  let cell = ''
  for (let at = 0; at < line.length; at++) {
    const isEscape = line[at] === escape && at + 1 < line.length
    if (isEscape) at++
    else if (line.startsWith(delimiter, at)) {
      cells.push(cell)
      cell = ''
      at += delimiter.length - 1
      continue
    }
    cell += line[at]
  }
  return [...cells, cell]
}
