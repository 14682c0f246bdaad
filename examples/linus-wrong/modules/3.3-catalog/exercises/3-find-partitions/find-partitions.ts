import { GetPartitionsCommand, type GlueClient, type Partition } from '@aws-sdk/client-glue'
import type { Options, Pred, Value } from '../../find-partitions.ts'

/** How long an expression may be (API page GetPartitions). */
const MAX_LENGTH = 2_048

export async function* findPartitions(
  database: string,
  table: string,
  where: Pred,
  { client }: { client: GlueClient },
  { segments = 1 }: Options = {},
): AsyncGenerator<Partition> {
  for (const Expression of expressionsOf(where)) {
    const request = { DatabaseName: database, TableName: table, Expression }
    const readers = Array.from({ length: segments }, (_, SegmentNumber) => {
      const Segment = { SegmentNumber, TotalSegments: segments }
      return pages(client, segments > 1 ? { ...request, Segment } : request)
    })
    yield* merged(readers)
  }
}

async function* pages(
  client: GlueClient,
  request: ConstructorParameters<typeof GetPartitionsCommand>[0],
): AsyncGenerator<Partition[]> {
  let NextToken: string | undefined
  do {
    const page = await client.send(new GetPartitionsCommand({ ...request, NextToken }))
    yield page.Partitions ?? []
    NextToken = page.NextToken
  } while (NextToken)
}

/** Yields the partitions of whichever page is there first. */
async function* merged(readers: AsyncGenerator<Partition[]>[]): AsyncGenerator<Partition> {
  const next = async (reader: AsyncGenerator<Partition[]>) => ({
    reader,
    result: await reader.next(),
  })
  const pending = new Map(readers.map((reader) => [reader, next(reader)]))
  while (pending.size > 0) {
    const { reader, result } = await Promise.race(pending.values())
    if (result.done) {
      pending.delete(reader)
      continue
    }
    yield* result.value
    pending.set(reader, next(reader))
  }
}

/** One expression, or several that divide a list among them. */
function expressionsOf(where: Pred): string[] {
  const expression = compile(where)
  // Glue will say so if it is too long.
  if (expression.length > 0) return [expression]
  const conditions = 'and' in where ? where.and : [where]
  const lists = conditions.filter((condition) => 'in' in condition)
  const [longest] = lists.toSorted((a, b) => compile(b).length - compile(a).length)
  const values = [...new Set(longest?.in)]
  if (!longest || values.length < 2) {
    throw new RangeError(`An expression has up to ${MAX_LENGTH} characters`)
  }
  const half = Math.ceil(values.length / 2)
  return [values.slice(0, half), values.slice(half)].flatMap((part) =>
    expressionsOf({
      and: conditions.map((condition) =>
        condition === longest ? { key: longest.key, in: part } : condition,
      ),
    }),
  )
}

function compile(where: Pred): string {
  if ('and' in where) return where.and.map(inParentheses).join(' AND ')
  if ('or' in where) return where.or.map(inParentheses).join(' OR ')
  if ('not' in where) return `NOT ${inParentheses(where.not)}`
  if (!/^\w+$/.test(where.key)) throw new RangeError(`"${where.key}" is not the name of a key`)
  if ('in' in where) return `${where.key} IN (${where.in.map(literal).join(', ')})`
  if ('like' in where) return `${where.key} LIKE ${literal(where.like)}`
  if ('isNull' in where) return `${where.key} IS ${where.isNull ? '' : 'NOT '}NULL`
  if ('op' in where) return `${where.key} ${where.op} ${literal(where.value)}`
  const [low, high] = where.between
  return `${where.key} BETWEEN ${literal(low)} AND ${literal(high)}`
}

function inParentheses(where: Pred): string {
  return `(${compile(where)})`
}

function literal(value: Value): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}
