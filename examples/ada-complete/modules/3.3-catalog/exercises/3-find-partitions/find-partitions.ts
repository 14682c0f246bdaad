// Pages come from the SDK's paginator; lists are cut by counting characters; segments fill a queue.
import { type GlueClient, paginateGetPartitions, type Partition } from '@aws-sdk/client-glue'
import type { Options, Pred, Value } from '../../find-partitions.ts'

type Listed = Extract<Pred, { in: Value[] }>

export async function* findPartitions(
  database: string,
  table: string,
  where: Pred,
  { client }: { client: GlueClient },
  { segments = 1 }: Options = {},
): AsyncGenerator<Partition> {
  const expressions = cut(where)
  for (const Expression of expressions) {
    const input = { DatabaseName: database, TableName: table, Expression }
    if (segments === 1) {
      for await (const { Partitions } of paginateGetPartitions({ client }, input)) {
        yield* Partitions!
      }
      continue
    }
    const runs = Array.from({ length: segments }, (_, SegmentNumber) =>
      paginateGetPartitions(
        { client },
        { ...input, Segment: { SegmentNumber, TotalSegments: segments } },
      ),
    )
    let round = runs
    while (round.length > 0) {
      const answers = await Promise.all(round.map((run) => run.next()))
      for (const { done, value } of answers) if (!done) yield* value.Partitions!
      round = round.filter((_, index) => !answers[index]!.done)
    }
  }
}

function cut(where: Pred): string[] {
  const whole = text(where, 0)
  if (whole.length <= 2048) return [whole]
  const all = 'and' in where ? where.and : [where]
  const list = all
    .filter((pred): pred is Listed => 'in' in pred)
    .toSorted((a, b) => text(a, 0).length - text(b, 0).length)
    .at(-1)
  if (!list) throw new RangeError('Too long')
  const others = all.filter((pred) => pred !== list).map((pred) => `${text(pred, 2)} AND `)
  const head = `${others.join('')}${list.key} IN (`
  const found: string[] = []
  let now = head
  for (const value of new Set(list.in)) {
    const piece = quoted(value)
    if (head.length + piece.length + 1 > 2048) throw new RangeError('Too long')
    if (now !== head && now.length + piece.length + 2 > 2048) {
      found.push(`${now})`)
      now = head
    }
    now += now === head ? piece : `,${piece}`
  }
  return [...found, `${now})`]
}

/** `level` says what is around it: 0 nothing, 1 OR, 2 AND, 3 NOT. */
function text(pred: Pred, level: number): string {
  if ('or' in pred) {
    const inner = pred.or.map((part) => text(part, 1)).join(' OR ')
    return level > 1 ? `(${inner})` : inner
  }
  if ('and' in pred) {
    const inner = pred.and.map((part) => text(part, 2)).join(' AND ')
    return level > 2 ? `(${inner})` : inner
  }
  if ('not' in pred) return `NOT (${text(pred.not, 0)})`
  const { key } = pred
  if (key === '' || /[^A-Za-z0-9_]/.test(key)) throw new RangeError(`No key: ${key}`)
  if ('in' in pred) return `${key} IN (${pred.in.map(quoted).join(',')})`
  if ('like' in pred) return `${key} LIKE ${quoted(pred.like)}`
  if ('between' in pred) {
    const [low, high] = pred.between.map(quoted)
    return `(${key} >= ${low} AND ${key} <= ${high})`
  }
  if ('isNull' in pred) return pred.isNull ? `${key} IS NULL` : `${key} IS NOT NULL`
  return `${key} ${pred.op} ${quoted(pred.value)}`
}

function quoted(value: Value): string {
  return typeof value === 'number' ? `${value}` : `'${value.split("'").join("''")}'`
}
