import type { Capacity, ConsumedCapacity } from '@aws-sdk/client-dynamodb'

/** The sum of what two reads of one table consumed. */
export function sumCapacity(
  left: ConsumedCapacity | undefined,
  right: ConsumedCapacity | undefined,
): ConsumedCapacity | undefined {
  if (!left || !right) return left ?? right
  const { Table, LocalSecondaryIndexes, GlobalSecondaryIndexes } = right
  return {
    ...left,
    ...sum(left, right),
    ...(Table && { Table: sum(left.Table, Table) }),
    ...(LocalSecondaryIndexes && {
      LocalSecondaryIndexes: sumAll(left.LocalSecondaryIndexes, LocalSecondaryIndexes),
    }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: sumAll(left.GlobalSecondaryIndexes, GlobalSecondaryIndexes),
    }),
  }
}

function sum(left: Capacity | undefined, right: Capacity): Capacity {
  return { CapacityUnits: (left?.CapacityUnits ?? 0) + (right.CapacityUnits ?? 0) }
}

function sumAll(left: Record<string, Capacity> | undefined, right: Record<string, Capacity>) {
  return Object.fromEntries(
    Object.entries(right).map(([name, capacity]) => [name, sum(left?.[name], capacity)]),
  )
}
