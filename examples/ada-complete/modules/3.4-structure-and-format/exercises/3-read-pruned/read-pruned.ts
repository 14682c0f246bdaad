import type { Chunk, Deps, Filter, Query, RemoteFile, Value } from '../../read-pruned.ts'

export class NotParquet extends Error {
  override name = 'NotParquet'
}

type Key = string | number | bigint | boolean

/** What a value must lie between, as texts in hexadecimal so that `<` compares bytes. */
interface Wanted {
  column: string
  from?: Key
  to?: Key
  fromOpen: boolean
  toOpen: boolean
  not?: Key
}

// Turns every filter into an interval, and asks both statistics and values whether they meet it.
export async function readPruned(
  file: RemoteFile,
  query: Query,
  deps: Deps,
): Promise<Record<string, Value>[]> {
  const size = await footerSize(file)
  const footer = size > 0 ? await file.read(file.size - 8 - size, file.size - 8) : new Uint8Array()
  const wanted = query.filters.map(intervalOf)
  const groups = await deps.decodeFooter(footer)
  const open = groups.map((group, number) => ({ group, number }))
  const perGroup = await Promise.all(
    open
      .filter(({ group }) =>
        wanted.every((want) => overlaps(group.columns[want.column]!, group.rows, want)),
      )
      .map(async ({ group, number }) => {
        const chunks: Record<string, Promise<Value[]>> = {}
        const column = (name: string) =>
          (chunks[name] ??= file
            .read(
              group.columns[name]!.start,
              group.columns[name]!.start + group.columns[name]!.bytes,
            )
            .then((bytes) => deps.decodeColumn(bytes, number, name)))
        const keep: boolean[] = Array.from({ length: group.rows }, () => true)
        for (const want of wanted) {
          const values = await column(want.column)
          values.forEach((value, row) => (keep[row] &&= value !== null && contains(want, value)))
        }
        if (!keep.includes(true)) return []
        const asked = await Promise.all(query.columns.map(column))
        return keep.flatMap((kept, row) => {
          const entries = query.columns.map((name, at) => [name, asked[at]![row]!] as const)
          return kept ? [Object.fromEntries(entries)] : []
        })
      }),
  )
  return perGroup.flat()
}

async function footerSize(file: RemoteFile): Promise<number> {
  const tail = file.size >= 12 ? await file.read(file.size - 8, file.size) : new Uint8Array(8)
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  const size = view.getUint32(0, true)
  if (view.getUint32(4, false) !== 0x50_41_52_31 || size > file.size - 12) {
    throw new NotParquet('This is no Parquet file')
  }
  return size
}

function intervalOf({ column, op, value }: Filter): Wanted {
  const key = keyOf(value)
  const all = { column, fromOpen: op === '>', toOpen: op === '<' }
  if (op === '!=') return { ...all, not: key }
  return {
    ...all,
    ...(op === '<' || op === '<=' ? {} : { from: key }),
    ...(op === '>' || op === '>=' ? {} : { to: key }),
  }
}

function overlaps(chunk: Chunk, rows: number, want: Wanted): boolean {
  if (chunk.nulls !== undefined && chunk.nulls >= rows) return false
  const min = chunk.min ?? undefined
  const max = chunk.max ?? undefined
  if (min !== undefined && want.to !== undefined) {
    if (keyOf(min) > want.to || (want.toOpen && keyOf(min) == want.to)) return false
  }
  if (max !== undefined && want.from !== undefined) {
    if (keyOf(max) < want.from || (want.fromOpen && keyOf(max) == want.from)) return false
  }
  if (want.not === undefined || chunk.exact === false) return true
  return min === undefined || max === undefined || keyOf(min) != want.not || keyOf(max) != want.not
}

function contains(want: Wanted, value: Value): boolean {
  const key = keyOf(value)
  if (want.not !== undefined) return key != want.not
  if (want.from !== undefined && (want.fromOpen ? key <= want.from : key < want.from)) return false
  return want.to === undefined || (want.toOpen ? key < want.to : key <= want.to)
}

function keyOf(value: Value): Key {
  return typeof value === 'string' ? `x${Buffer.from(value).toString('hex')}` : value!
}
