import type { FileFormat } from '../job.ts'
import { parseHiveType } from './hive-type.ts'
import { notEmulated, QueryFailure } from './query-failure.ts'
import type { Cell, RowSink } from './row-sink.ts'
import { linesOf } from './text-lines.ts'
import { cellOf } from './text-values.ts'

/**
 * Reads a text file as OpenCSVSerDe does (user guide, "Open CSV SerDe"): cells may be quoted, not
 * over line ends; dates are days and timestamps milliseconds since 1970; what does not fit its
 * type fails the query.
 */
export function readOpenCsv(
  text: string,
  format: FileFormat & { kind: 'open-csv' },
  { columns, used, add }: RowSink,
): void {
  for (const line of linesOf(text, format.skip)) {
    const cells = split(line, format)
    add(
      columns.map(({ name, type }, index) => {
        const cell = cells[index]
        return cell === undefined || !used.has(name) ? null : read(cell, { type, index })
      }),
    )
  }
}

function read(text: string, { type, index }: { type: string; index: number }): Cell {
  const parsed = parseHiveType(type)
  if (parsed.kind !== 'plain') throw notEmulated(`the type ${type} with OpenCSVSerDe`)
  const isTime = parsed.name === 'date' || parsed.name === 'timestamp'
  const value = isTime ? timeOf(text, parsed.name) : cellOf(text, type)
  if (value !== null) return value
  const field = `Error parsing field value '${text}' for field ${index}`
  throw new QueryFailure(`HIVE_BAD_DATA: ${field}: For input string: "${text}"`)
}

function timeOf(text: string, name: string): Cell {
  if (!/^-?\d{1,15}$/.test(text)) return null
  const date = new Date(Number(text) * (name === 'date' ? 86_400_000 : 1))
  if (Number.isNaN(date.getTime())) return null
  const iso = date.toISOString()
  return name === 'date' ? iso.slice(0, 10) : iso.slice(0, 23).replace('T', ' ')
}

function split(line: string, { delimiter, quote, escape }: FileFormat & { kind: 'open-csv' }) {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const [here, next] = [line[at]!, line[at + 1]]
    const isDoubled = isQuoted && here === quote && next === quote
    const isEscaped = isQuoted && here === escape && (next === quote || next === escape)
    if (isDoubled || isEscaped) cell += line[++at]
    else if (here === quote) isQuoted = !isQuoted
    else if (here === delimiter && !isQuoted) {
      cells.push(cell)
      cell = ''
    } else cell += here
  }
  return [...cells, cell]
}
