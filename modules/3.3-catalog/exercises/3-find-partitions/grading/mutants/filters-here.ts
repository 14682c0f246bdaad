import { GetPartitionsCommand, GetTableCommand, type GlueClient } from '@aws-sdk/client-glue'
import type { Partition } from '@aws-sdk/client-glue'
import type { Pred, Value } from '../../find-partitions.ts'

// Reads everything, and filters it here.
export async function* findPartitions(
  database: string,
  table: string,
  where: Pred,
  { client }: { client: GlueClient },
): AsyncGenerator<Partition> {
  const place = { DatabaseName: database, TableName: table }
  let keys: string[] | undefined
  let NextToken: string | undefined
  do {
    const page = await client.send(new GetPartitionsCommand({ ...place, NextToken }))
    keys ??= await keysOf(client, database, table)
    for (const partition of page.Partitions ?? []) {
      const values = new Map(keys.map((key, index) => [key, partition.Values?.[index]]))
      if (holds(where, values) === true) yield partition
    }
    NextToken = page.NextToken
  } while (NextToken)
}

async function keysOf(client: GlueClient, DatabaseName: string, Name: string): Promise<string[]> {
  const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name }))
  return Table!.PartitionKeys!.map((key) => key.Name!)
}

function holds(where: Pred, values: Map<string, string | undefined>): boolean | undefined {
  if ('and' in where) {
    const parts = where.and.map((part) => holds(part, values))
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
  }
  if ('or' in where) {
    const parts = where.or.map((part) => holds(part, values))
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false
  }
  if ('not' in where) {
    const inner = holds(where.not, values)
    return inner === undefined ? undefined : !inner
  }
  const text = values.get(where.key)
  const isNull = text === '__HIVE_DEFAULT_PARTITION__'
  if ('isNull' in where) return isNull === where.isNull
  if (isNull) return undefined
  const as = (value: Value) => (typeof value === 'number' ? Number(text) : text!)
  if ('in' in where) return where.in.some((value) => as(value) === value)
  if ('like' in where) return text!.startsWith(where.like.replace('%', ''))
  if ('between' in where) {
    const [low, high] = where.between
    return as(low) >= low && as(high) <= high
  }
  const [left, right] = [as(where.value), where.value]
  if (where.op === '=') return left === right
  if (where.op === '<>') return left !== right
  if (where.op === '<') return left < right
  if (where.op === '<=') return left <= right
  return where.op === '>' ? left > right : left >= right
}
