import { conditionPaths } from '../expressions/condition-paths.ts'
import type { Condition } from '../expressions/condition.ts'
import type { KeyTest } from '../expressions/key-condition.ts'
import { AFTER } from '../key-encoding.ts'
import type { KeyAttribute } from '../key-encoding.ts'
import type { Source } from '../page.ts'
import { rangeOf } from '../query.ts'
import { invalid, invalidParameter } from '../refusal.ts'
import type { KeyRange } from '../../sorted-map.ts'
import { conjunction, conjuncts, keyTestOf, wantedValues } from './conjuncts.ts'

/** What a select reads: the ranges of keys, one after the other, and what it keeps of them. */
export interface SelectPlan {
  ranges: KeyRange[]
  filter: Condition | undefined
}

/**
 * Finds the ranges that can hold what a condition asks for: those of the partition keys that it
 * names with `=`, `IN` or `OR`, cut by one condition on the sort key; else everything (AWS: "PartiQL
 * select statements for DynamoDB").
 */
export function planSelect(source: Source, condition: Condition | undefined): SelectPlan {
  const parts = conjuncts(condition)
  const tests = partitionTests(source, parts)
  if (!tests) return { ranges: [{ from: '', to: AFTER }], filter: condition }
  const rest = parts.filter((part) => !tests.used.has(part))
  refuseUnprojected(source, rest)
  const sort = sortTests(source, rest)
  const { key } = source.space
  const ranges = tests.partitions.map((partition) =>
    rangeOf(new Map([...partition, ...sort.tests]), key),
  )
  return {
    ranges: distinct(ranges),
    filter: conjunction(rest.filter((part) => !sort.used.has(part))),
  }
}

type Tests = [string, KeyTest][]

/** AWS: "PartiQL arithmetic, comparison, and logical operators for DynamoDB", IN. */
const MAX_PARTITIONS = 50

function partitionTests({ space }: Source, parts: readonly Condition[]) {
  const used = new Set<Condition>()
  let partitions: Tests[] = [[]]
  for (const attribute of space.key.hash) {
    const found = parts
      .map((part) => ({ part, values: wantedValues(part, attribute.name) }))
      .filter(({ values }) => values !== undefined)
    const [first, second] = found
    if (!first?.values) return undefined
    if (second) {
      throw invalid(
        `Only single equality condition should be present on hash key ${attribute.name}`,
      )
    }
    used.add(first.part)
    const tests = first.values.map((value): KeyTest => ({ operator: '=', values: [value] }))
    for (const test of tests) checkType(test, attribute)
    refuseMany(first.part, partitions.length, tests.length)
    partitions = partitions.flatMap((partition) =>
      tests.map((test): Tests => [...partition, [attribute.name, test]]),
    )
  }
  return { partitions, used }
}

/** Several partition keys name as many partitions as their values can be combined to. */
function refuseMany({ kind }: Condition, partitions: number, values: number) {
  const count = partitions * values
  // One partition key may be named with `OR` as often as a statement has room for it.
  if (count <= MAX_PARTITIONS || (kind === 'or' && partitions === 1)) return
  // The limit is AWS's; its text for it is not documented.
  throw invalid(`Too many operands for the operator; operator: IN, number of operands: ${count}`)
}

function sortTests({ space }: Source, parts: readonly Condition[]) {
  const used = new Set<Condition>()
  const tests: Tests = []
  for (const attribute of space.key.range) {
    const part = parts.find((one) => keyTestOf(one, attribute.name))
    const test = part && keyTestOf(part, attribute.name)
    if (!test) break
    checkType(test, attribute)
    used.add(part)
    tests.push([attribute.name, test])
    if (test.operator !== '=') break
  }
  return { tests, used }
}

function checkType({ values }: KeyTest, { type }: KeyAttribute) {
  if (values.some((value) => value[type] === undefined)) {
    throw invalidParameter('Condition parameter type does not match schema type')
  }
}

/** A keyed read of an index cannot filter by what the index does not hold. */
function refuseUnprojected({ index }: Source, filters: readonly Condition[]) {
  if (!index) return
  const attributes = filters
    .flatMap(conditionPaths)
    .map(([attribute]) => attribute as string)
    .filter((attribute) => !index.data.projects(attribute))
  if (attributes.length === 0) return
  throw invalidParameter(
    `Secondary index ${index.name} does not project one or more filter attributes: [${[...new Set(attributes)].join(', ')}]`,
  )
}

function distinct(ranges: readonly Required<KeyRange>[]): KeyRange[] {
  return [...new Map(ranges.map((range) => [range.from, range])).values()]
}

/** True if a condition names the key of one item of a table. */
export function namesOneItem({ index, table }: Source, condition: Condition | undefined): boolean {
  const parts = conjuncts(condition)
  return (
    !index &&
    table.keyNames.every((name) => parts.some((part) => keyTestOf(part, name)?.operator === '='))
  )
}
