import type { ColumnType, CsvTable } from '../../classify-csv.ts'

// One pattern takes field after field, and types are ranks of which the highest wins.
export function classifyCsv(sample: string): CsvTable | undefined {
  const tables = ([',', '|', '\t', ';', '\u0001'] as const).map((delimiter) => ({
    delimiter,
    rows: rowsOf(sample, delimiter),
  }))
  const table = tables.find(
    ({ rows }) =>
      rows.length > 1 && rows[0]!.length > 1 && new Set(rows.map((row) => row.length)).size === 1,
  )
  if (!table) return undefined
  const cells = table.rows.map((row) => row.map(({ text }) => text))
  const header =
    isHeader(cells[0]!) &&
    cells
      .slice(1)
      .flat()
      .some((cell) => rank(cell) > 0)
  const isQuoted = table.rows.flat().some(({ quoted }) => quoted)
  const columns: CsvTable['columns'] = []
  for (let column = 0; column < cells[0]!.length; column++) {
    const words = header ? (cells[0]![column]!.toLowerCase().match(/[a-z0-9_]+/g) ?? []) : []
    let name = words.join('_').replace(/^_+/, '').replace(/_+$/, '')
    if (!name || columns.some((other) => other.name === name)) name = `col${column + 1}`
    const values = cells.slice(header ? 1 : 0).map((row) => row[column]!)
    columns.push({ name, type: isQuoted ? 'string' : typeOf(values) })
  }
  const serde = isQuoted ? 'OpenCSVSerDe' : 'LazySimpleSerDe'
  return { delimiter: table.delimiter, header, serde, columns }
}

function rowsOf(sample: string, delimiter: string) {
  const separator = delimiter === '|' ? '\\|' : delimiter
  const pattern = new RegExp(
    `(?:"((?:[^"]|"")*)(?:"|$))?([^${separator}\\n]*)(${separator}|\\n|$)`,
    'gy',
  )
  const rows: { text: string; quoted: boolean }[][] = [[]]
  for (const [, inner, rest = '', end] of sample.matchAll(pattern)) {
    const text = `${inner?.replaceAll('""', '"') ?? ''}${rest}`.trim()
    rows.at(-1)!.push({ text, quoted: inner !== undefined })
    if (end === '') break
    if (end === '\n') rows.push([])
  }
  return rows.filter((row) => row.length > 1 || row[0]?.text)
}

/** 0 for a text, -1 for nothing. */
function rank(cell: string): number {
  if (cell === '') return -1
  if (['true', 'false'].includes(cell.toLowerCase())) return 1
  if (!/^[-+]?\.?\d/.test(cell) || !/^[-+.\deE]+$/.test(cell) || Number.isNaN(Number(cell))) {
    return 0
  }
  return /^[-+]?\d{1,18}$/.test(cell) ? 2 : 3
}

function typeOf(values: string[]): ColumnType {
  const ranks = [...new Set(values.map(rank))].filter((one) => one >= 0).toSorted()
  if (ranks.join() === '2,3') return 'double'
  return ranks.length === 1
    ? (['string', 'boolean', 'bigint', 'double'] as const)[ranks[0]!]!
    : 'string'
}

function isHeader(first: string[]): boolean {
  const [last = '', ...others] = first.toReversed()
  return rank(last) <= 0 && others.every((cell) => rank(cell) === 0 && cell.length < 150)
}
