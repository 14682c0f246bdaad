export type ColumnType = 'bigint' | 'double' | 'boolean' | 'string'

export interface CsvTable {
  delimiter: ',' | '|' | '\t' | ';' | '\u0001'
  header: boolean
  serde: 'LazySimpleSerDe' | 'OpenCSVSerDe'
  columns: { name: string; type: ColumnType }[]
}

const DELIMITERS = [',', '|', '\t', ';', '\u0001'] as const

export function classifyCsv(sample: string): CsvTable | undefined {
  for (const delimiter of DELIMITERS) {
    const { rows, quoted } = parse(sample, delimiter)
    const width = rows[0]?.length ?? 0
    if (rows.length < 2 || width < 2 || rows.some((row) => row.length !== width)) continue
    const header = hasHeader(rows)
    const names = columnNames(header ? rows[0]! : Array<string>(width).fill(''))
    const data = header ? rows.slice(1) : rows
    const columns = names.map((name, index) => ({
      name,
      type: quoted ? ('string' as const) : columnType(data.map((row) => row[index]!)),
    }))
    return { delimiter, header, serde: quoted ? 'OpenCSVSerDe' : 'LazySimpleSerDe', columns }
  }
  return undefined
}

function parse(text: string, delimiter: string): { rows: string[][]; quoted: boolean } {
  const rows: string[][] = []
  let row: string[] = []
  let quoted = false
  let at = 0
  for (;;) {
    let field = ''
    if (text[at] === '"') {
      quoted = true
      at++
      while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) {
        if (text[at] === '"') at++
        field += text[at++]
      }
      at++
    }
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n') field += text[at++]
    row.push(field.trim())
    if (text[at] !== delimiter) {
      if (row.length > 1 || row[0] !== '') rows.push(row)
      if (at >= text.length) return { rows, quoted }
      row = []
    }
    at++
  }
}

function cellType(cell: string): ColumnType | undefined {
  if (cell === '') return undefined
  if (/^[+-]?\d{1,18}$/.test(cell)) return 'bigint'
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return 'double'
  return /^(true|false)$/i.test(cell) ? 'boolean' : 'string'
}

function columnType(cells: string[]): ColumnType {
  const types = new Set(cells.map(cellType))
  types.delete(undefined)
  const [first = 'string', ...others] = types
  if (others.length === 0) return first
  return types.isSubsetOf(new Set(['bigint', 'double'])) ? 'double' : 'string'
}

function hasHeader([first = [], ...data]: string[][]): boolean {
  const last = first.length - 1
  const looksLikeOne = first.every((cell, index) => {
    if (index === last && cell === '') return true
    return cellType(cell) === 'string' && (index === last || cell.length < 150)
  })
  const isValue = (cell: string) => cell !== '' && cellType(cell) !== 'string'
  return looksLikeOne && data.some((row) => row.some(isValue))
}

function columnNames(header: string[]): string[] {
  const taken = new Set<string>()
  return header.map((text, index) => {
    const cleaned = text.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_')
    const wanted = cleaned.replaceAll(/^_+|_+$/g, '')
    const name = wanted === '' || taken.has(wanted) ? `col${index + 1}` : wanted
    taken.add(name)
    return name
  })
}
