import type { QueryInput, QueryOutput } from '@aws-sdk/client-dynamodb'
import type { AttributeValue, Item } from './attribute-value.ts'
import type { Database } from './database.ts'
import { meets } from './expressions/evaluate.ts'
import { keyTests } from './expressions/key-condition.ts'
import type { KeyTest } from './expressions/key-condition.ts'
import { checkParameters, readExpressions } from './expressions/request.ts'
import { conditionPaths } from './expressions/condition-paths.ts'
import { AFTER, encodeKeyValue, END, partitionPrefix } from './key-encoding.ts'
import type { KeyAttribute, KeyAttributes } from './key-encoding.ts'
import { legacyFilter, legacyKeyTests, legacyProjection } from './legacy.ts'
import { checkProjected, checkSelect, readMembers, readPage, readSource } from './page.ts'
import {
  checkStartAttribute,
  readStartKey,
  refuseStartCount,
  refuseStartMismatch,
} from './start-key.ts'
import { refuseNestedKeys } from './item-keys.ts'
import { invalid, invalidParameter } from './refusal.ts'
import type { KeyRange } from '../sorted-map.ts'

/** AWS: API page Query. */
export function query(database: Database, input: QueryInput): QueryOutput {
  const constraints = readMembers(input)
  if (input.Limit !== undefined && input.Limit < 1) {
    // AWS words this one differently for Query than for Scan.
    constraints.fail(
      "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )
  }
  constraints.enforce()
  checkParameters(input, {
    expressions: ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
    // The older key conditions go together with the other expressions.
    legacy: [
      'AttributesToGet',
      'QueryFilter',
      'ConditionalOperator',
      ...(input.KeyConditionExpression === undefined ? [] : ['KeyConditions']),
    ],
  })
  const legacy = legacyFilter(input.QueryFilter, input.ConditionalOperator)
  const attributes = legacyProjection(input.AttributesToGet)
  const startKey = readStartKey(input)
  if (input.KeyConditions === undefined && input.KeyConditionExpression === undefined) {
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    )
  }
  const expressions = readExpressions(input)
  const { filter = legacy, projection = attributes, keyCondition } = expressions
  const tests = keyCondition ? keyTests(keyCondition) : legacyKeyTests(input.KeyConditions ?? {})
  const source = readSource(database.table(input.TableName ?? ''), input)
  const { key } = source.space
  if (startKey) refuseStartCount(source, startKey, 'Query')
  checkTests(tests, key, startKey)
  if (startKey) {
    refuseStartMismatch(source, startKey)
    refuseOtherStart(startKey, tests, key)
  }
  checkSelect(input, source, projection)
  const { table } = source
  refuseNestedKeys(table, projection ?? [])
  const filterPaths = filter ? conditionPaths(filter) : []
  refuseKeyFilter(filterPaths, key, input.QueryFilter ? 'QueryFilter' : 'Filter Expression')
  checkProjected(input, source, projection)
  refuseNestedKeys(table, filterPaths)
  const range = rangeOf(tests, key)
  const backward = input.ScanIndexForward === false
  return readPage({ input, source, filter, projection, startKey, range, backward })
}

type Tests = ReadonlyMap<string, KeyTest>

function checkTests(tests: Tests, { hash, range }: KeyAttributes, startKey: Item | undefined) {
  if (tests.size > hash.length + range.length) throw invalid('Query key condition not supported')
  let open = false
  const known = new Set<string>()
  for (const [index, attribute] of [...hash, ...range].entries()) {
    if (startKey) checkStartAttribute(startKey, attribute)
    const test = tests.get(attribute.name)
    known.add(attribute.name)
    if (!test) {
      // Behind a sort key without a condition, no other can have one.
      if (index < hash.length || tests.size > known.size - 1) throw missing(attribute)
      return
    }
    if (open) throw invalid('Query key condition not supported')
    checkType(test, attribute)
    if (index < hash.length && test.operator !== '=') {
      throw invalid('Query key condition not supported')
    }
    open = test.operator !== '='
  }
}

function missing({ name }: KeyAttribute): Error {
  return invalid(`Query condition missed key schema element: ${name}`)
}

function checkType({ operator, values }: KeyTest, { type }: KeyAttribute) {
  if (operator === 'other') {
    throw invalid('Attempted conditional constraint is not an indexable operation')
  }
  if (values.some((value) => value[type] === undefined)) {
    throw invalidParameter('Condition parameter type does not match schema type')
  }
}

function refuseKeyFilter(
  paths: readonly (readonly (string | number)[])[],
  { hash, range }: KeyAttributes,
  parameter: string,
) {
  const key = [...hash, ...range].find(({ name }) => paths.some(([head]) => head === name))
  if (!key) return
  throw invalid(
    `${parameter} can only contain non-primary key attributes: Primary key attribute: ${key.name}`,
  )
}

/** The part of the sorted keys that meets the tests. */
export function rangeOf(tests: Tests, { hash, range }: KeyAttributes): Required<KeyRange> {
  const encoded = ({ name }: KeyAttribute) => encodeKeyValue(valueOf(tests.get(name))) + END
  let prefix = partitionPrefix(hash.map(({ name }) => valueOf(tests.get(name))))
  for (const attribute of range) {
    const test = tests.get(attribute.name)
    if (!test) break
    if (test.operator !== '=') return sortRange(prefix, test)
    prefix += encoded(attribute)
  }
  return { from: prefix, to: prefix + AFTER }
}

function sortRange(prefix: string, { operator, values }: KeyTest): Required<KeyRange> {
  const [first = '', second = ''] = values.map(encodeKeyValue)
  const whole = { from: prefix, to: prefix + AFTER }
  const start = prefix + first
  switch (operator) {
    case '<':
      return { ...whole, to: start + END }
    case '<=':
      return { ...whole, to: start + END + AFTER }
    case '>':
      return { ...whole, from: start + END + AFTER }
    case '>=':
      return { ...whole, from: start + END }
    case 'between':
      return { from: start + END, to: prefix + second + END + AFTER }
    case 'begins_with':
      return { from: start, to: start + AFTER }
    case 'other':
      return whole
    case '=':
      return { from: start + END, to: start + END + AFTER }
  }
}

function valueOf(test: KeyTest | undefined): AttributeValue {
  const value = test?.values[0]
  if (!value) throw new TypeError('A key test without a value')
  return value
}

/** Throws if a start key is none of the keys that are asked for. */
function refuseOtherStart(startKey: Item, tests: Tests, { hash, range }: KeyAttributes) {
  const meetsTest = ({ name }: KeyAttribute) => {
    const test = tests.get(name)
    if (!test || test.operator === 'other') return true
    const operands = test.values.map((value) => ({ kind: 'literal', value }) as const)
    const subject = { kind: 'path', path: [name] } as const
    return meets(startKey, { kind: 'test', test: test.operator, operands: [subject, ...operands] })
  }
  if (!range.every(meetsTest)) {
    throw invalid('The provided starting key does not match the range key predicate')
  }
  if (hash.every(meetsTest)) return
  throw invalid(
    range.some(({ name }) => tests.has(name))
      ? 'The query can return at most one row and cannot be restarted'
      : 'The provided starting key is outside query boundaries based on provided conditions',
  )
}
