import type { ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb'
import type { Item } from './attribute-value.ts'
import type { Database } from './database.ts'
import { conditionPaths } from './expressions/condition-paths.ts'
import { checkParameters, readExpressions } from './expressions/request.ts'
import { AFTER, segmentRange } from './key-encoding.ts'
import { legacyFilter, legacyProjection } from './legacy.ts'
import { checkProjected, checkSelect, readMembers, readPage, readSource } from './page.ts'
import type { Source } from './page.ts'
import {
  checkStartAttribute,
  readStartKey,
  refuseStartCount,
  refuseStartMismatch,
  startPosition,
} from './start-key.ts'
import { refuseNestedKeys } from './item-keys.ts'
import { invalid } from './refusal.ts'

/** AWS: API page Scan. Items come in the order of their partition keys' hashes. */
export function scan(database: Database, input: ScanInput): ScanOutput {
  readMembers(input)
    .range('limit', input.Limit, { min: 1 })
    .range('totalSegments', input.TotalSegments, { min: 1, max: 1_000_000 })
    .range('segment', input.Segment, { min: 0, max: 999_999 })
    .enforce()
  checkParameters(input, {
    expressions: ['ProjectionExpression', 'FilterExpression'],
    legacy: ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
  })
  const attributes = legacyProjection(input.AttributesToGet)
  const legacy = legacyFilter(input.ScanFilter, input.ConditionalOperator)
  const startKey = readStartKey(input)
  checkSegment(input)
  const { filter = legacy, projection = attributes } = readExpressions(input)
  const source = readSource(database.table(input.TableName ?? ''), input)
  checkSelect(input, source, projection)
  if (startKey) checkStartShape(source, startKey)
  checkProjected(input, source, projection)
  if (startKey) refuseStartMismatch(source, startKey)
  const { Segment, TotalSegments } = input
  const range =
    Segment === undefined || TotalSegments === undefined
      ? { from: '', to: AFTER }
      : segmentRange(Segment, TotalSegments)
  const position = startKey && startPosition(source, startKey)
  if (position !== undefined && (position < range.from || position >= range.to)) {
    throw invalid(
      'The provided starting key is invalid: Invalid ExclusiveStartKey. ' +
        'Please use ExclusiveStartKey with correct Segment. ' +
        `TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    )
  }
  refuseNestedKeys(source.table, [...(projection ?? []), ...(filter ? conditionPaths(filter) : [])])
  return readPage({ input, source, filter, projection, startKey, range, backward: false })
}

function checkStartShape(source: Source, startKey: Item) {
  refuseStartCount(source, startKey, 'Scan')
  if (!source.index) return
  const { hash, range } = source.space.key
  for (const attribute of [...hash, ...range]) checkStartAttribute(startKey, attribute)
}

function checkSegment({ Segment, TotalSegments }: ScanInput) {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    )
  }
  if (TotalSegments === undefined) return
  if (Segment === undefined) {
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    )
  }
  if (Segment < TotalSegments) return
  throw invalid(
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
      `Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
  )
}
