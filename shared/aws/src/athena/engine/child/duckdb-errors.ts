import { BY_ZERO } from './functions.ts'
import { QueryFailure } from './query-failure.ts'
import { placeOf } from './syntax-tree.ts'

/**
 * Athena's text for an error: our own failures say it themselves, and those of DuckDB are put in
 * Trino's words where these are known (as in recorded answers of Athena); else DuckDB's first line
 * follows Trino's code.
 */
export function failureText(error: unknown, sql: string): string {
  if (error instanceof QueryFailure) return error.message
  const text = String((error as Error)?.message ?? error)
  const [first = ''] = text.split('\n')
  const [, column] = /^Binder Error: Referenced column "(.*)" not found/.exec(first) ?? []
  if (column !== undefined) {
    const unresolved = `Column '${column}' cannot be resolved`
    const why = 'or requester is not authorized to access requested resources'
    return `COLUMN_NOT_FOUND: ${placeOf(sql, offsetOf(sql, column))}${unresolved} ${why}`
  }
  const [, ungrouped] =
    /^Binder Error: column "?(.*?)"? must appear in the GROUP BY/.exec(first) ?? []
  if (ungrouped !== undefined) {
    const place = placeOf(sql, offsetOf(sql, ungrouped))
    const what = `'${ungrouped}' must be an aggregate expression or appear in GROUP BY clause`
    return `EXPRESSION_NOT_AGGREGATE: ${place}${what}`
  }
  if (first.includes(`'${BY_ZERO}'`)) return `${BY_ZERO}: Division by zero`
  const [, kind = '', rest = first] = /^(\w+(?: \w+)*?) Error: (.*)$/.exec(first) ?? []
  return `${CODES[kind] ?? 'GENERIC_USER_ERROR'}: ${rest}`
}

const CODES: Record<string, string> = {
  Binder: 'SYNTAX_ERROR',
  Catalog: 'SYNTAX_ERROR',
  Conversion: 'INVALID_CAST_ARGUMENT',
  'Invalid Input': 'INVALID_FUNCTION_ARGUMENT',
  'Out of Memory': 'EXCEEDED_LOCAL_MEMORY_LIMIT',
  'Out of Range': 'NUMERIC_VALUE_OUT_OF_RANGE',
  Parser: 'SYNTAX_ERROR',
}

/** Where a name first stands as a word of its own, in bytes. */
function offsetOf(sql: string, name: string): number | undefined {
  const word = new RegExp(`(?<![\\w.])${name.replaceAll(/[^\w]/g, '\\$&')}(?!\\w)`, 'i')
  const index = sql.search(word)
  return index < 0 ? undefined : Buffer.byteLength(sql.slice(0, index))
}
