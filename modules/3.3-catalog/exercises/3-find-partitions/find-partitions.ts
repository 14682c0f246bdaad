import type { GlueClient, Partition } from '@aws-sdk/client-glue'

/** A date is a text such as `2012-01-31`. */
export type Value = string | number

/** What is said of partitions; `key` is the name of a partition key. */
export type Pred =
  | { key: string; op: '=' | '<>' | '<' | '<=' | '>' | '>='; value: Value }
  | { key: string; in: Value[] }
  /** Both ends belong to it. */
  | { key: string; between: [Value, Value] }
  /** A pattern as in SQL: `%` stands for any characters. */
  | { key: string; like: string }
  | { key: string; isNull: boolean }
  | { and: Pred[] }
  | { or: Pred[] }
  | { not: Pred }

export interface Options {
  segments?: number
}

/** Yields the partitions of a table that a predicate holds for. */
export async function* findPartitions(
  database: string,
  table: string,
  where: Pred,
  deps: { client: GlueClient },
  options: Options = {},
): AsyncGenerator<Partition> {
  throw new Error('Not written yet')
}
