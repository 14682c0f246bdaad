import { type ColumnType, mergeTypes, UNKNOWN } from './column-type.ts'

/** Types that a custom classifier can add to those which are always looked for. */
const CUSTOM: [name: string, type: string, pattern: RegExp][] = [
  ['DATE', 'date', /^\d{4}-\d{2}-\d{2}$/],
  ['TIMESTAMP', 'timestamp', /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z?$/],
]

/**
 * The type of a cell: bigint, double, boolean or string; dates and times only if `datatypes` names
 * them, for the built-in classifier takes them for strings. (AWS publishes no list; this is what
 * tables of crawlers have.)
 */
export function cellType(text: string, datatypes: readonly string[] = []): ColumnType {
  if (text === '') return UNKNOWN
  if (/^[+-]?\d{1,18}$/.test(text)) return 'bigint'
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)) return 'double'
  if (/^(true|false)$/i.test(text)) return 'boolean'
  const custom = CUSTOM.find(([name, , pattern]) => datatypes.includes(name) && pattern.test(text))
  return custom?.[1] ?? 'string'
}

/** The type of a column, from all of its cells. */
export function columnType(cells: readonly string[], datatypes?: readonly string[]): ColumnType {
  return mergeTypes(cells.map((cell) => cellType(cell, datatypes)))
}
