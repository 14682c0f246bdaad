import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

export interface Totals {
  n: number
  sum: number
  min: number
  max: number
  nulls: number
}

export interface Options {
  group: string
  value: string
  gzip?: boolean
}

export class MissingColumn extends Error {
  override name = 'MissingColumn'
}

/** Sums up one column of a CSV file by another. */
export async function aggregateCsv(
  source: AsyncIterable<Uint8Array>,
  { group, value, gzip = false }: Options,
): Promise<Map<string, Totals>> {
  const sums = new Map<string, Totals & { lost: number }>()
  let columns: [number, number] | undefined
  const bytes = gzip ? Readable.from(source).compose(createGunzip()) : source
  for await (const row of rows(bytes)) {
    if (columns) add(sums, row[columns[0]] ?? '', row[columns[1]] ?? '')
    else columns = find(row, group, value)
  }
  if (!columns) find([], group, value)
  return new Map(Array.from(sums, ([name, { lost: _, ...totals }]) => [name, totals]))
}

function find(header: string[], ...names: [string, string]): [number, number] {
  const missing = names.find((name) => !header.includes(name))
  if (missing !== undefined) throw new MissingColumn(`There is no column "${missing}"`)
  return [header.indexOf(names[0]), header.indexOf(names[1])]
}

function add(sums: Map<string, Totals & { lost: number }>, group: string, text: string) {
  const totals = sums.get(group) ?? {
    n: 0,
    sum: 0,
    min: Infinity,
    max: -Infinity,
    nulls: 0,
    lost: 0,
  }
  sums.set(group, totals)
  const value = text.trim() === '' ? NaN : Number(text)
  if (Number.isNaN(value)) {
    totals.nulls++
    return
  }
  totals.n++
  totals.min = Math.min(totals.min, value)
  totals.max = Math.max(totals.max, value)
  // Kahan: what the addition loses is added the next time.
  const corrected = value - totals.lost
  const sum = totals.sum + corrected
  totals.lost = sum - totals.sum - corrected
  totals.sum = sum
}

const SPECIAL = /[",\n]/g

/** The rows of a CSV file. Remembers the unfinished row, and no more. */
async function* rows(source: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let row: string[] = []
  let field = ''
  let quoted = false
  let before = ''
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true })
    let start = 0
    for (const { 0: character, index } of text.matchAll(SPECIAL)) {
      const previous = index > 0 ? text[index - 1] : before
      if (character === '"') {
        field += text.slice(start, index)
        // A quote that opens right after one that closed stands for itself.
        if (!quoted && previous === '"') field += '"'
        quoted = !quoted
        start = index + 1
      } else if (!quoted) {
        field += text.slice(start, index)
        row.push(character === '\n' && previous === '\r' ? field.slice(0, -1) : field)
        field = ''
        start = index + 1
        if (character === '\n') {
          yield row
          row = []
        }
      }
    }
    field += text.slice(start)
    before = text.at(-1) ?? before
  }
  if (field !== '' || row.length > 0) yield [...row, field]
}
