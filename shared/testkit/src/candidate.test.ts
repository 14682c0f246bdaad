import { describe, expect, test as vitestTest } from 'vitest'
import { candidate } from './candidate.ts'
import { test } from './declare.ts'
import { runAs } from './running-check.ts'

class InvalidRow extends Error {
  override name = 'InvalidRow'
}
class InvalidFare extends InvalidRow {
  override name = 'InvalidFare'
}

const student = {
  InvalidRow,
  InvalidFare,
  total: (fares: number[]) => fares.reduce((sum, fare) => sum + fare, 0),
  parse: (row: string): number => {
    if (row === '') throw new InvalidRow('An empty row')
    if (Number.isNaN(Number(row))) throw new InvalidFare(`No fare: "${row}"`)
    return Number(row)
  },
  async *pages() {
    yield ['a', 'b']
    yield ['c']
  },
  counter: () => {
    let rows = 0
    return { add: (more: number) => (rows += more) }
  },
}
const remote = candidate(async () => student)

describe('candidate', () => {
  test('makes every function asynchronous and copies its arguments', async () => {
    const answer = remote.total([7, 8])
    expect(answer).toBeInstanceOf(Promise)
    expect(await answer).toBe(15)
  })

  test('can be iterated without awaiting the call first, and with', async () => {
    const keys: string[] = []
    for await (const page of remote.pages()) keys.push(...page)
    for await (const page of await remote.pages()) keys.push(...page)
    expect(keys).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
  })

  test('gives objects of methods as handles with state', async () => {
    const rows = await remote.counter()
    await rows.add(2)
    expect(await rows.add(3)).toBe(5)
  })

  test('knows errors by the classes that the candidate exports, base classes included', async () => {
    const fare = await remote.parse('seven').catch((error: unknown) => error)
    expect(fare).toBeInstanceOf(remote.InvalidFare)
    expect(fare).toBeInstanceOf(remote.InvalidRow)
    const row = await remote.parse('').catch((error: unknown) => error)
    expect(row).toBeInstanceOf(remote.InvalidRow)
    expect(row).not.toBeInstanceOf(remote.InvalidFare)
    expect(new Error('An empty row')).not.toBeInstanceOf(remote.InvalidRow)
    expect(remote.InvalidRow.name).toBe('InvalidRow')
  })

  vitestTest('cannot be called outside of a check', () => {
    expect(() => remote.total([7])).toThrow('The candidate can only be called while a check runs')
  })

  vitestTest('calls whatever guest the running check has', async () => {
    const calls: unknown[] = []
    const call = async (_: unknown, name: string, args: readonly unknown[]) => {
      calls.push([name, args])
      return 99
    }
    const answer = await runAs({ call, assertions: new Set() }, () => remote.total([7, 8]))
    expect([answer, calls]).toEqual([99, [['total', [[7, 8]]]]])
  })

  vitestTest('is no thenable, so that it can be returned from an async function', async () => {
    expect(await Promise.resolve(remote)).toBe(remote)
  })
})
