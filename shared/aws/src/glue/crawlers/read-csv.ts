import type { CsvClassifier } from '@aws-sdk/client-glue'
import type { StructField } from './column-type.ts'
import { type CsvDialect, csvRows } from './csv-rows.ts'
import { cellType, columnType } from './csv-types.ts'
import { type FileSchema, TEXT_FORMAT } from './file-schema.ts'

/** In the order in which the built-in classifier lists them. */
const DELIMITERS = [',', '|', '\t', ';', '\u0001']

/** Cells of a header are shorter than this. */
const MAX_HEADER = 150

const LAZY = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
const OPEN_CSV = 'org.apache.hadoop.hive.serde2.OpenCSVSerde'

/**
 * Reads a text as the built-in CSV classifier does (developer guide, "Adding classifiers"), or as
 * a custom one says: two rows and two columns at least, all rows of one width. Returns undefined
 * if it is none.
 */
export function readCsv(
  text: string,
  custom?: CsvClassifier,
): Omit<FileSchema, 'compression'> | undefined {
  const quote = custom?.QuoteSymbol ?? '"'
  for (const delimiter of custom?.Delimiter ? [custom.Delimiter] : DELIMITERS) {
    const dialect = { delimiter, quote }
    const parsed = csvRows(text, dialect)
    const isTrimmed = !custom?.DisableValueTrimming
    const rows = isTrimmed ? parsed.rows.map((row) => row.map((cell) => cell.trim())) : parsed.rows
    if (!isTable(rows, custom)) continue
    const isOpen = usesOpenCsv(custom, parsed.isQuoted)
    return schemaOf(rows, { ...dialect, custom, isOpen })
  }
  return undefined
}

/**
 * Whether the first row is a header (developer guide, "Built-in CSV classifier"): its cells are
 * all strings, shorter than 150 characters but for the last, which can be empty throughout; all
 * are valid names; and some cell below is no string.
 */
export function hasHeader(rows: readonly string[][]): boolean {
  const [header = [], ...data] = rows
  const lastIsEmpty = header.at(-1) === '' && data.every((row) => row.at(-1) === '')
  const named = lastIsEmpty ? header.slice(0, -1) : header
  const areNames = named.every(
    (cell, index) =>
      cellType(cell) === 'string' &&
      isColumnName(cell) &&
      (cell.length < MAX_HEADER || index === header.length - 1),
  )
  return (
    areNames && data.some((row) => row.some((cell) => cell !== '' && cellType(cell) !== 'string'))
  )
}

/** A name of a column: one line (SDK text, NameString), 255 characters at most. */
function isColumnName(text: string): boolean {
  return text.length > 0 && text.length <= 255 && !/[\r\n\0]/.test(text)
}

function isTable(rows: string[][], custom: CsvClassifier | undefined): boolean {
  const width = rows[0]?.length ?? 0
  const least = custom?.AllowSingleColumn ? 1 : 2
  return rows.length >= 2 && width >= least && rows.every((row) => row.length === width)
}

function usesOpenCsv(custom: CsvClassifier | undefined, isQuoted: boolean): boolean {
  if (custom?.Serde === 'OpenCSVSerDe') return true
  if (custom?.Serde === 'LazySimpleSerDe') return false
  return custom?.QuoteSymbol !== undefined && isQuoted
}

interface Reading extends CsvDialect {
  custom: CsvClassifier | undefined
  isOpen: boolean
}

function schemaOf(
  rows: string[][],
  { delimiter, quote, custom, isOpen }: Reading,
): Omit<FileSchema, 'compression'> {
  const isHeader =
    custom?.ContainsHeader === 'PRESENT' || (custom?.ContainsHeader !== 'ABSENT' && hasHeader(rows))
  const data = isHeader ? rows.slice(1) : rows
  const names = custom?.Header ?? (isHeader ? (rows[0] ?? []) : [])
  const datatypes = custom?.CustomDatatypeConfigured ? custom.CustomDatatypes : []
  const serdeParameters: Record<string, string> = isOpen
    ? { separatorChar: delimiter, quoteChar: quote }
    : { 'field.delim': delimiter }
  return {
    classification: 'csv',
    columns: columnsOf(data, { names, width: rows[0]?.length ?? 0, datatypes }),
    records: data.length,
    format: {
      ...TEXT_FORMAT,
      serde: isOpen ? OPEN_CSV : LAZY,
      serdeParameters,
      parameters: {
        areColumnsQuoted: String(isOpen),
        columnsOrdered: 'true',
        delimiter,
        ...(isHeader ? { 'skip.header.line.count': '1' } : {}),
      },
    },
  }
}

/** Names are folded to lower case; one that is taken or missing becomes `col1`, `col2`, … */
function columnsOf(
  data: readonly string[][],
  { names, width, datatypes }: { names: string[]; width: number; datatypes?: string[] | undefined },
): StructField[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, index) => {
    const wanted = (names[index] ?? '').toLowerCase()
    const name = wanted === '' || taken.has(wanted) ? `col${index + 1}` : wanted
    taken.add(name)
    const cells = data.map((row) => row[index] ?? '')
    return { name, type: columnType(cells, datatypes) }
  })
}
