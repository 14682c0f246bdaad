import type { Chunk, Deps, Filter, Query, RemoteFile, RowGroup, Value } from '../read-pruned.ts'

export class NotParquet extends Error {
  override name = 'NotParquet'
}

const TRAILER = 8

export async function readPruned(
  file: RemoteFile,
  { columns, filters }: Query,
  { decodeFooter, decodeColumn }: Deps,
): Promise<Record<string, Value>[]> {
  const groups = await decodeFooter(await readFooter(file))
  const found: Record<string, Value>[] = []
  for (const [number, group] of groups.entries()) {
    if (!filters.every((filter) => mayMatch(group, filter))) continue

    const values = new Map<string, Value[]>()
    const load = async (names: string[]) => {
      for (const name of names) {
        if (values.has(name)) continue
        const { start, bytes } = group.columns[name]!
        values.set(name, await decodeColumn(await file.read(start, start + bytes), number, name))
      }
    }
    await load(filters.map(({ column }) => column))
    const rows = [...Array(group.rows).keys()].filter((row) =>
      filters.every(({ column, op, value }) => matches(values.get(column)![row]!, op, value)),
    )
    if (rows.length === 0) continue
    await load(columns)
    for (const row of rows) {
      found.push(Object.fromEntries(columns.map((name) => [name, values.get(name)![row]!])))
    }
  }
  return found
}

async function readFooter(file: RemoteFile): Promise<Uint8Array> {
  const end = file.size - TRAILER
  if (end < 4) throw new NotParquet(`${file.size} bytes are too few`)
  const trailer = Buffer.from(await file.read(end, file.size))
  const start = end - trailer.readUInt32LE(0)
  if (trailer.toString('latin1', 4) !== 'PAR1') throw new NotParquet('The file was cut off')
  if (start < 4) throw new NotParquet('The footer is longer than the file')
  return file.read(start, end)
}

function mayMatch({ rows, columns }: RowGroup, { column, op, value }: Filter): boolean {
  const { min, max, exact = true, nulls = 0 }: Chunk = columns[column]!
  if (rows === nulls) return false
  const lowest = known(min) ? compare(min, value) : undefined
  const highest = known(max) ? compare(max, value) : undefined
  switch (op) {
    case '=':
      return (lowest ?? 0) <= 0 && (highest ?? 0) >= 0
    case '!=':
      return !(exact && lowest === 0 && highest === 0)
    case '<':
      return (lowest ?? -1) < 0
    case '<=':
      return (lowest ?? -1) <= 0
    case '>':
      return (highest ?? 1) > 0
    case '>=':
      return (highest ?? 1) >= 0
  }
}

function known(bound: Value | undefined): bound is Value {
  return bound !== undefined && bound !== null
}

function matches(one: Value, op: Filter['op'], other: Value): boolean {
  if (one === null) return false
  const order = compare(one, other)
  if (op === '=') return order === 0
  if (op === '!=') return order !== 0
  if (order === 0) return op === '<=' || op === '>='
  return order < 0 === op.startsWith('<')
}

function compare(one: Value, other: Value): number {
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(`${other}`))
  return one! < other! ? -1 : one! > other! ? 1 : 0
}
