import type {
  ConsumedCapacity,
  ExecuteStatementInput,
  ExecuteStatementOutput,
} from '@aws-sdk/client-dynamodb'
import type { Item } from '../attribute-value.ts'
import type { Database } from '../database.ts'
import { refuseNestedKeys } from '../item-keys.ts'
import { checkProjected, readPage, readSource } from '../page.ts'
import type { ReadPlan, Source } from '../page.ts'
import { conditionPaths } from '../expressions/condition-paths.ts'
import type { Path } from '../expressions/paths.ts'
import { invalid } from '../refusal.ts'
import type { KeyRange } from '../../sorted-map.ts'
import { sumCapacity } from './capacity-sum.ts'
import { nextToken, readNextToken } from './next-token.ts'
import type { Continuation } from './next-token.ts'
import { readsBackward, refuseOrder } from './order.ts'
import { projectedPaths, rowOf } from './projection.ts'
import { namesOneItem, planSelect } from './read-plan.ts'
import type { Select } from './syntax.ts'
import { namedSource } from './table-source.ts'
import type { Parameters } from './term-value.ts'
import { conditionOf } from './where.ts'

type Input = Omit<ExecuteStatementInput, 'ReturnValuesOnConditionCheckFailure'>

/** Answers a `SELECT` with one page. Throws AWS's `ValidationException`. */
export function runSelect(
  database: Database,
  { select, parameters, input }: { select: Select; parameters: Parameters; input: Input },
): ExecuteStatementOutput {
  const named = namedSource(select.source)
  const condition = select.where && conditionOf(select.where, parameters)
  const paths = projectedPaths(select.projection)
  refuseOrder(select)
  const request = [input.Statement, input.Parameters ?? []]
  const start = input.NextToken === undefined ? undefined : readNextToken(request, input.NextToken)
  const source = sourceOf(database, named, input)
  checkProjected({ TableName: named.table }, source, paths)
  refuseNestedKeys(source.table, [
    ...(paths ?? []),
    ...(condition ? conditionPaths(condition) : []),
  ])
  const backward = readsBackward(select, source, condition)
  const { ranges, filter } = planSelect(source, condition)
  const read = readRanges({
    input: {
      TableName: named.table,
      IndexName: named.index,
      ConsistentRead: input.ConsistentRead,
      ReturnConsumedCapacity: input.ReturnConsumedCapacity,
    },
    source,
    filter,
    projection: paths,
    shape: paths && ((item) => rowOf(item, paths)),
    ranges: backward ? ranges.toReversed() : ranges,
    backward,
    limit: input.Limit,
    start,
  })
  // One item is got, not queried: there is nothing to go on with.
  const next = namesOneItem(source, condition) ? undefined : read.next
  return {
    Items: read.items,
    ...(next && { NextToken: nextToken(request, next), LastEvaluatedKey: next.startKey }),
    ...(read.capacity && { ConsumedCapacity: read.capacity }),
  }
}

function sourceOf(
  database: Database,
  { table: name, index }: ReturnType<typeof namedSource>,
  { ConsistentRead }: Input,
): Source {
  const table = database.table(name)
  const known = index === undefined ? undefined : table.indexes.get(index)
  if (index !== undefined && (!known || known.status === 'DELETING')) {
    throw invalid('The table does not have the specified index')
  }
  if (known?.scope === 'global' && ConsistentRead) {
    throw invalid('Strongly consistent read is not supported on Global Secondary Indexes')
  }
  return readSource(table, { TableName: name, IndexName: index, ConsistentRead })
}

interface Reading extends Omit<ReadPlan, 'startKey' | 'range'> {
  projection: Path[] | undefined
  ranges: readonly KeyRange[]
  limit: number | undefined
  start: Continuation | undefined
}

/** Reads ranges one after the other, until the limit or a page is full. */
function readRanges({ ranges, limit, start, ...plan }: Reading) {
  const items: Item[] = []
  let capacity: ConsumedCapacity | undefined
  let evaluated = 0
  for (let range = start?.range ?? 0; range < ranges.length; range++) {
    const startKey = range === start?.range ? start.startKey : undefined
    const left = limit === undefined ? undefined : limit - evaluated
    const page = readPage({
      ...plan,
      input: { ...plan.input, ...(left !== undefined && { Limit: left }) },
      startKey,
      range: ranges[range] as KeyRange,
    })
    // A page may hold more items than a call takes arguments.
    for (const item of page.Items ?? []) items.push(item)
    evaluated += page.ScannedCount ?? 0
    capacity = sumCapacity(capacity, page.ConsumedCapacity)
    if (page.LastEvaluatedKey) {
      return { items, capacity, next: { range, startKey: page.LastEvaluatedKey } }
    }
  }
  return { items, capacity, next: undefined }
}
