import { describe, expect, test } from 'vitest'
import { Tank } from '../kinesis/rate-limit.ts'
import { Plain } from '../plain.ts'
import { compareUtf8 } from '../s3/utf8-order.ts'
import { SortedMap } from '../sorted-map.ts'
import { stateFromBytes, stateToBytes } from './state-graph.ts'

const again = <State extends object>(state: State) => stateFromBytes(stateToBytes(state)) as State

describe('a state that was written down', () => {
  test('is the same when it is read', () => {
    const state = {
      texts: new Map([['ü', ['a', undefined, null]]]),
      when: new Date(5),
      small: Buffer.from('few'),
      large: new Uint8Array(10_000).fill(7),
      numbers: [10n ** 30n, NaN, -0],
      names: new Set(['a']),
      ['__proto__']: { odd: true },
    }
    expect(again(state)).toEqual(state)
    expect(Object.hasOwn(again(JSON.parse('{"__proto__": 1}') as object), '__proto__')).toBe(true)
  })

  test('shares what it shared, also with itself', () => {
    const bytes = Buffer.alloc(10_000, 7)
    const versions = [{ key: 'a' }]
    const state: Record<string, unknown> = {
      one: [bytes],
      other: [bytes],
      versions,
      again: versions,
    }
    state['self'] = state
    const read = again(state) as typeof state & { one: unknown[]; other: unknown[] }
    expect(read['one'][0]).toBe(read['other'][0])
    expect(read['versions']).toBe(read['again'])
    expect(read['self']).toBe(read)
    expect(stateToBytes(state).blobs).toEqual([bytes])
    expect(stateToBytes(state).blobs[0]).toBe(bytes)
  })

  test('knows sorted maps and tanks', () => {
    const map = new SortedMap<object>(compareUtf8)
    for (const key of ['b', '\u{1F600}', '\uFFFD', 'a']) map.set(key, { key })
    const tank = new Tank(1_000, 0)
    tank.take(700, 0)
    const read = again({ map, tank })
    expect([...read.map.ascending()].map(([key]) => key)).toEqual(['a', 'b', '\uFFFD', '\u{1F600}'])
    expect(read.tank.toData()).toEqual(tank.toData())
    expect([read.tank.has(301, 0), read.tank.has(300, 0)]).toEqual([false, true])
  })

  test('is not looked into where it is plain', () => {
    const one = { ['\u0000kind']: 'blob', bytes: new Uint8Array(9_000) }
    const state = { here: new Plain([one]), there: new Plain(new Map([['a', one]])) }
    const read = again(state)
    expect(read).toEqual(state)
    expect(read.here.data[0]).toBe(read.there.data.get('a'))
    expect(() => stateToBytes({ work: new Plain(() => {}) })).toThrow('could not be cloned')
  })

  test.each([
    ['a function', { work: () => {} }],
    ['a class of its own', { error: new Error('No') }],
    ['a map in another order', { map: new SortedMap() }],
    ['a member that says it is more', { '\u0000kind': 'blob' }],
  ])('is refused with %s', (_, state) => {
    expect(() => stateToBytes(state)).toThrow(TypeError)
  })
})
