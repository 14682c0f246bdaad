import { describe, expect, test } from 'vitest'
import { type FaultHandler, FaultPlans } from './faults.ts'

const throttle: FaultHandler = async () => ({ struck: 'throttle' })
const lose: FaultHandler = async () => ({ struck: 'lose' })

describe('FaultPlans', () => {
  test('strikes the first call and no other by default', () => {
    const plans = new FaultPlans()
    plans.add({ operation: 'PutItem' }, throttle)
    expect(struck(plans, ['PutItem', 'PutItem', 'PutItem'])).toEqual([
      throttle,
      undefined,
      undefined,
    ])
  })

  test('counts only calls of its own operation', () => {
    const plans = new FaultPlans()
    plans.add({ operation: 'PutItem', call: 2 }, throttle)
    const calls = ['PutItem', 'GetItem', 'PutItem']
    expect(struck(plans, calls)).toEqual([undefined, undefined, throttle])
  })

  test('strikes several calls, or all', () => {
    const plans = new FaultPlans()
    plans.add({ operation: 'PutItem', call: [1, 3] }, throttle)
    plans.add({ operation: 'GetItem', call: 'all' }, lose)
    expect(struck(plans, ['PutItem', 'PutItem', 'PutItem'])).toEqual([
      throttle,
      undefined,
      throttle,
    ])
    expect(struck(plans, ['GetItem', 'GetItem'])).toEqual([lose, lose])
  })

  test('counts only calls whose input fits', () => {
    const plans = new FaultPlans()
    plans.add({ operation: 'PutItem', call: 2, when: ({ Table }) => Table === 'rides' }, throttle)
    const strike = (Table: string) => plans.strike(call('PutItem', { Table }))
    expect([strike('rides'), strike('taxis'), strike('rides')]).toEqual([
      undefined,
      undefined,
      throttle,
    ])
  })

  test('counts from when a fault was planned', () => {
    const plans = new FaultPlans()
    plans.strike(call('PutItem'))
    plans.add({ operation: 'PutItem' }, throttle)
    expect(plans.strike(call('PutItem'))).toBe(throttle)
  })

  test('lets the first planned go first, and counts the call in the others', () => {
    const plans = new FaultPlans()
    plans.add({ operation: 'PutItem' }, throttle)
    plans.add({ operation: 'PutItem', call: [1, 2] }, lose)
    expect(struck(plans, ['PutItem', 'PutItem', 'PutItem'])).toEqual([throttle, lose, undefined])
  })
})

function struck(plans: FaultPlans, operations: string[]) {
  return operations.map((operation) => plans.strike(call(operation)))
}

function call(operation: string, input: Record<string, unknown> = {}) {
  return { clientName: 'DynamoDBClient', operation, input }
}
