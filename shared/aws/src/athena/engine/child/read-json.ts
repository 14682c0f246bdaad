import type { FileFormat } from '../job.ts'
import { parseHiveType } from './hive-type.ts'
import { QueryFailure } from './query-failure.ts'
import type { RowSink } from './row-sink.ts'
import { linesOf } from './text-lines.ts'
import { Misfit, rawNumber, typedCell } from './typed-values.ts'

/**
 * Reads a file of JSON as the OpenX and Hive SerDes do: an object a line, its keys matched to
 * columns whatever their case. A line that is no object fails the query, unless the table says
 * `ignore.malformed.json`; then it is a row of NULLs.
 */
export function readJson(
  text: string,
  { ignoreMalformed }: FileFormat & { kind: 'json' },
  { columns, used, add }: RowSink,
): void {
  const readers = columns.map(({ name, type }) => ({ name, type, parsed: parseHiveType(type) }))
  for (const line of linesOf(text)) {
    if (line.trim() === '') continue
    const row = objectOf(line)
    if (!row && !ignoreMalformed) {
      throw new QueryFailure('HIVE_CURSOR_ERROR: Row is not a valid JSON Object')
    }
    const read = ({ name, type, parsed }: (typeof readers)[number], index: number) => {
      if (!row || !used.has(name)) return null
      try {
        return typedCell(row.get(name), parsed, type)
      } catch (error) {
        if (!(error instanceof Misfit)) throw error
        const field = `Error parsing field value '${error.message}' for field ${index}`
        throw new QueryFailure(`HIVE_BAD_DATA: ${field}: For input string: "${error.message}"`)
      }
    }
    add(readers.map(read))
  }
}

function objectOf(line: string): Map<string, unknown> | undefined {
  try {
    const value: unknown = /\d{16}/.test(line) ? JSON.parse(line, exactNumbers) : JSON.parse(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return new Map(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]))
  } catch {
    return undefined
  }
}

function exactNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined
    ? rawNumber(context.source)
    : value
}
