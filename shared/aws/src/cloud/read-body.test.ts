import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { Incoming, Outgoing } from './listen.ts'
import { BodyBudget, readBody } from './read-body.ts'

describe('readBody', () => {
  test('takes its share of the budget and gives it back', async () => {
    const budget = new BodyBudget(10)
    const first = await read('12345678', { budget, limit: 10 })
    expect(first.body.toString()).toBe('12345678')
    const second = read('123', { budget, limit: 10 })
    await expect(second).rejects.toMatchObject({ name: 'SlowDown', status: 503 })
    first.release()
    const third = await read('1234567890', { budget, limit: 10 })
    expect(third.body).toHaveLength(10)
  })

  test.each([true, false])(
    'refuses more than its limit and gives all back (length told: %s)',
    async (isLengthTold) => {
      const budget = new BodyBudget(10)
      const tooLarge = read('1234567890', { budget, limit: 9, isLengthTold })
      await expect(tooLarge).rejects.toMatchObject({ name: 'EntityTooLarge', status: 400 })
      await expect(read('1234567890', { budget, limit: 10, isLengthTold })).resolves.toBeDefined()
    },
  )

  test('refuses a body that ends before its length', async () => {
    const budget = new BodyBudget(100)
    const short = readBody(request('123', { 'content-length': '50' }), RESPONSE, {
      budget,
      limit: 100,
    })
    await expect(short).rejects.toMatchObject({ name: 'IncompleteBody' })
    budget.take(100)
  })
})

const RESPONSE = {} as Outgoing

function read(
  text: string,
  options: { budget: BodyBudget; limit: number; isLengthTold?: boolean },
) {
  const { isLengthTold = true, ...rest } = options
  const headers = isLengthTold ? { 'content-length': String(text.length) } : {}
  return readBody(request(text, headers), RESPONSE, rest)
}

function request(text: string, headers: Record<string, string>): Incoming {
  const stream = new PassThrough()
  stream.end(text)
  return Object.assign(stream, { headers }) as unknown as Incoming
}
