// Longer than most: every kind of value that crosses, and every one that must not.
import { inspect, isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rebuildError } from './crossed-error.ts'
import { decode, type DecodeLimits } from './decode.ts'
import { encode, Uncrossable } from './encode.ts'
import { ProtocolError } from './frames.ts'

const LIMITS: DecodeLimits = { depth: 100, parts: 10_000, text: 1_000 }

/** Everything that crosses as data, in any nesting. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.bigInt(),
      fc.date({ noInvalidDate: false }),
      fc.webUrl().map((href) => new URL(href)),
      fc.constantFrom(null, undefined, -0, NaN, Infinity, -Infinity),
      fc.uint8Array(),
      fc.int16Array(),
      fc.float64Array(),
      fc.bigInt64Array(),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'then')),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
    fc
      .array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 })
      .map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 3 }).map((members) => new Set(members)),
  ),
}))

describe('a value', () => {
  test('arrives equal to what was sent, and shares nothing with it', () => {
    fc.assert(
      fc.property(value, (sent) => {
        const received = cross(sent)
        // Not vitest's equality: it asks `constructor`, which may be a member here.
        expect(isDeepStrictEqual(received, sent), inspect(sent)).toBe(true)
        if (typeof sent === 'object' && sent !== null) expect(received).not.toBe(sent)
      }),
    )
  })

  test('that is any JSON is decoded or refused, and nothing else is thrown', () => {
    const tag = fc.constantFrom(
      'undefined',
      'number',
      'bigint',
      'date',
      'url',
      'bytes',
      'map',
      'set',
      'object',
      'error',
      'callback',
    )
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.record({ $: tag, v: fc.jsonValue(), i: fc.jsonValue(), k: fc.jsonValue() }),
      fc.record({
        $: fc.constant('error'),
        name: fc.string(),
        message: fc.string(),
        classes: fc.array(fc.string()),
        stack: fc.string(),
        data: fc.array(fc.tuple(fc.string(), fc.jsonValue())),
        errors: fc.jsonValue(),
      }),
    )
    fc.assert(
      fc.property(hostile, (encoded) => {
        try {
          receive(encoded, [Buffer.from('bytes')])
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError)
        }
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
    )
  })

  test('keeps a member called __proto__ as data', () => {
    const sent = JSON.parse('{"__proto__":{"polluted":true}}') as object
    const received = cross(sent) as { polluted?: unknown }
    expect(Object.keys(received)).toEqual(['__proto__'])
    expect(received.polluted).toBeUndefined()
    expect(Object.getPrototypeOf(received)).toBe(Object.prototype)
  })

  test('keeps the kind of its bytes, whatever their class is called', () => {
    class Uint8ArrayBlobAdapter extends Uint8Array {}
    const sent = [
      Buffer.from('abc'),
      new Uint8ArrayBlobAdapter(2),
      new Float32Array(1),
      new DataView(new ArrayBuffer(3)),
    ]
    const received = cross(sent) as object[]
    expect(received.map(({ constructor }) => constructor.name)).toEqual([
      'Uint8Array',
      'Uint8Array',
      'Float32Array',
      'DataView',
    ])
  })

  test('uses an attachment once', () => {
    const twice = { $: 'bytes', i: 0, k: 'Uint8Array' }
    expect(() => receive([twice, twice], [Buffer.from('bytes')])).toThrow(
      'An attachment is missing',
    )
  })

  test('is walked no deeper than allowed', () => {
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown
    expect(() => receive(nested(100))).not.toThrow()
    expect(() => receive(nested(102))).toThrow('nested deeper')
  })

  test('counts on where others left off', () => {
    const tally = { parts: 0 }
    const list = Array.from({ length: 5_000 }, () => 0)
    receive(list, [], tally)
    expect(() => receive(list, [], tally)).toThrow('more than 10000 parts')
  })

  test('may not hold a text that is too long', () => {
    expect(() => receive('x'.repeat(1_001))).toThrow('A text is malformed')
  })

  test.each([
    [
      'contains itself',
      () => {
        const circle: unknown[] = []
        circle.push(circle)
        return circle
      },
    ],
    ['is nested too deeply', () => Array.from({ length: 200 }).reduce((inner) => [inner], 1)],
    ['is a symbol', () => Symbol('ada')],
    ['is a function', () => () => 1],
    ['is a promise', () => Promise.resolve(1)],
    ['is a regular expression', () => /a/],
  ])('that %s is refused by name', (_, make) => {
    expect(() => cross([make()])).toThrow(Uncrossable)
  })
})

describe('an error', () => {
  test('arrives as its class, with name, message, data and cause', () => {
    const sent = Object.assign(new RangeError('Too many', { cause: new TypeError('Inner') }), {
      retryable: true,
    })
    const received = cross(sent) as RangeError & { retryable: unknown }
    expect(received).toBeInstanceOf(RangeError)
    expect(received).toMatchObject({ name: 'RangeError', message: 'Too many', retryable: true })
    expect(received.cause).toBeInstanceOf(TypeError)
  })

  test('keeps no stack where stacks stay at home, nor does its cause or what it holds', () => {
    const inner = Object.assign(new Error('Inner'), { errors: [new Error('Deep')] })
    const sent = Object.assign(new AggregateError([inner], 'Outer', { cause: inner }), {
      held: inner,
    })
    const text = JSON.stringify(
      encode(sent, { attachments: [], stacks: false, special: () => undefined }),
    )
    expect(text).not.toContain('encode-decode.test')
  })

  test('has a text for its message and its name, whatever its data say', () => {
    const data = ['message', 'name', 'stack', 'cause', 'errors', '__proto__'].map((key) => [
      key,
      { length: 1 },
    ])
    const error = {
      $: 'error',
      name: 'Error',
      message: 'said',
      classes: ['Error'],
      stack: '',
      data,
    }
    const received = receive(error) as Error
    expect(received.name).toBe('Error')
    expect(received.message).toBe('said')
    expect(received.cause).toBeUndefined()
    expect(Object.getPrototypeOf(received)).toBe(Error.prototype)
  })
})

function cross(sent: unknown): unknown {
  const attachments: Uint8Array[] = []
  const encoded = encode(sent, { attachments, stacks: true, special: () => undefined })
  return receive(JSON.parse(JSON.stringify(encoded)), attachments)
}

function receive(encoded: unknown, attachments: Uint8Array[] = [], tally = { parts: 0 }): unknown {
  return decode(encoded, {
    // What a frame's reader hands out: bytes that nobody else holds.
    attachments: attachments.map((bytes) => new Uint8Array(bytes)),
    limits: LIMITS,
    tally,
    error: (error) => rebuildError(error, () => undefined),
    special: () => {
      throw new ProtocolError('This is not data')
    },
  })
}
