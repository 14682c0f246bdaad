import { hash } from 'node:crypto'
import type {
  GetPartitionsRequest,
  GetPartitionsResponse,
  Partition,
  Segment,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { failure, invalidInput, refuseMembers } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { partitionId, type StoredTable } from './catalog.ts'
import { ExpressionError } from './expression/error.ts'
import { partitionFilter } from './expression/filter.ts'
import { findTable } from './find.ts'

/**
 * How many partitions a page has where the request does not say. AWS's pages then depend on their
 * size in bytes, so code must follow `NextToken` there too.
 */
const PAGE_SIZE = 100

/** The most characters of an `Expression` (API page GetPartitions). */
const MAX_EXPRESSION = 2048

/** GetPartitions. */
export function getPartitionsOperations(account: Account) {
  return {
    /** GetPartitions (SDK text), by values, up to 1,000 a call. */
    GetPartitions(input: GetPartitionsRequest): GetPartitionsResponse {
      refuseMembers(account, input, ['TransactionId', 'QueryAsOfTime'])
      const rule = { otherwise: PAGE_SIZE, min: 1, max: 1000 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const isIn = segmentTest(account, input.Segment)
      const table = findTable(account, input)
      const all = matching(account, table, input.Expression).filter((entry) => isIn(keyOf(entry)))
      const { entries, token } = pageOf(account, all, { ...input, limit, keyOf })
      const partitions = input.ExcludeColumnSchema ? entries.map(withoutColumns) : entries
      return { Partitions: structuredClone(partitions), ...token }
    },
  }
}

function keyOf({ Values = [] }: Partition): string {
  return partitionId(Values)
}

function matching(
  account: Account,
  { current, partitions }: StoredTable,
  expression: string | undefined,
): Partition[] {
  if (!expression) return [...partitions.values()]
  constraints.requireText(account, ['expression', expression], { max: MAX_EXPRESSION })
  try {
    const holds = partitionFilter(expression, current.PartitionKeys ?? [])
    return [...partitions.values()].filter(({ Values = [] }) => holds(Values))
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    throw failure(account, error.exception, error.message)
  }
}

/** Tells which partitions are in a segment: each is in just one of `TotalSegments`. */
function segmentTest(account: Account, segment: Segment | undefined): (id: string) => boolean {
  if (!segment) return () => true
  const { SegmentNumber, TotalSegments } = segment
  const total = constraints.optionalInteger(account, ['segment.totalSegments', TotalSegments], {
    otherwise: 0,
    min: 1,
    max: 10,
  })
  if (total === 0) throw constraints.mustNotBeNull(account, 'segment.totalSegments')
  const member: [string, number | undefined] = ['segment.segmentNumber', SegmentNumber]
  const number = constraints.optionalInteger(account, member, { otherwise: -1, min: 0, max: 9 })
  if (number < 0) throw constraints.mustNotBeNull(account, 'segment.segmentNumber')
  if (number >= total) {
    // AWS's text is not published.
    throw invalidInput(account, `There is no segment ${number} of ${total}; the first is 0.`)
  }
  return (id) => Number.parseInt(hash('sha1', id).slice(0, 8), 16) % total === number
}

function withoutColumns(partition: Partition): Partition {
  if (!partition.StorageDescriptor) return partition
  const { Columns: _columns, ...StorageDescriptor } = partition.StorageDescriptor
  return { ...partition, StorageDescriptor }
}
