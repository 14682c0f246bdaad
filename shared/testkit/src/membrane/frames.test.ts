import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FrameReader,
  type FrameLimits,
  type Message,
  ProtocolError,
  UNLIMITED,
  writeFrame,
} from './frames.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const message = fc.record({ t: fc.string(), value: fc.jsonValue({ maxDepth: 3 }) })
const frames = fc.array(fc.tuple(message, fc.array(bytes, { maxLength: 4 })), { maxLength: 6 })

describe('frames', () => {
  test('arrive as they were sent, however the stream is cut', () => {
    fc.assert(
      fc.property(
        frames,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (sent, cuts) => {
          const stream = Buffer.concat(sent.map(([one, attached]) => writeFrame(one, attached)))
          const received = read(pieces(stream, cuts))
          expect(received.map(({ message: { a: _sizes, ...rest } }) => rest)).toEqual(
            sent.map(([one]) => JSON.parse(JSON.stringify(one))),
          )
          expect(received.map(({ attachments }) => attachments.map((one) => [...one]))).toEqual(
            sent.map(([, attached]) => attached.map((one) => [...one])),
          )
        },
      ),
    )
  })

  test('that are cut short deliver nothing', () => {
    const frame = Buffer.from(writeFrame({ t: 'ok', value: 'half of it' }))
    expect(read([frame.subarray(0, -1)])).toEqual([])
  })

  test('of any bytes are read or refused, and nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (chunks) => {
        try {
          read(chunks, { frame: 4_096, json: 4_096 })
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError)
        }
      }),
    )
  })

  test('with one byte changed are read or refused, and nothing else is thrown', () => {
    fc.assert(
      fc.property(
        message,
        bytes,
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (one, attached, at, byte) => {
          const frame = Buffer.from(writeFrame(one, [attached]))
          frame[at % frame.length] = byte
          try {
            read([frame], { frame: 4_096, json: 4_096 })
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError)
          }
        },
      ),
    )
  })

  test('that are longer than allowed are refused by their head alone', () => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(101)
    expect(() => read([head], { frame: 100, json: 100 })).toThrow('longer or shorter')
    head.writeUInt32BE(0xffffffff)
    expect(() => read([head], { frame: 100, json: 100 })).toThrow('longer or shorter')
  })

  test('that are shorter than a length are refused', () => {
    expect(() => read([Buffer.from([0, 0, 0, 3])])).toThrow('longer or shorter')
  })

  test('may hold attachments where they may not hold as much JSON', () => {
    const limits = { frame: 10_000, json: 100 }
    const attached = writeFrame({ t: 'ok' }, [new Uint8Array(5_000)])
    expect(read([attached], limits)).toHaveLength(1)
    expect(() => read([writeFrame({ t: 'ok', value: 'x'.repeat(200) })], limits)).toThrow(
      'too much JSON',
    )
  })

  test.each([
    ['no JSON', '{"t":', 'does not hold JSON'],
    ['a list', '[]', 'does not hold an object'],
    ['null', 'null', 'does not hold an object'],
    ['a message without a kind', '{"value":1}', 'no kind'],
    ['a kind that is inherited', '{"__proto__":{"t":"ok"}}', 'no kind'],
    ['attachments of a negative size', '{"t":"ok","a":[-1]}', 'malformed attachments'],
    ['attachments of half a byte', '{"t":"ok","a":[0.5]}', 'malformed attachments'],
    ['attachments that are no list', '{"t":"ok","a":{"length":1}}', 'malformed attachments'],
    ['attachments that are not there', '{"t":"ok","a":[9]}', 'shorter than its attachments'],
    ['bytes that nothing claims', '{"t":"ok"}', 'bytes left over', Buffer.from('rest')],
  ])('with %s are refused', (_, json, reason, rest = Buffer.alloc(0)) => {
    expect(() => read([rawFrame(json, rest)])).toThrow(reason)
  })

  test('are refused without a word of what they hold', () => {
    const reasons = ['"hidden input"', '{"t":7,"x":"hidden input"}', '{hidden input}'].map(
      (json) => {
        try {
          return JSON.stringify(read([rawFrame(json)]))
        } catch (error) {
          return (error as Error).message
        }
      },
    )
    expect(reasons.join()).not.toContain('hidden')
  })
})

function read(chunks: readonly Uint8Array[], limits: FrameLimits = UNLIMITED) {
  const received: { message: Message; attachments: Uint8Array[] }[] = []
  const reader = new FrameReader(limits, (one, attachments) => {
    received.push({ message: one, attachments })
  })
  for (const chunk of chunks) reader.push(chunk)
  return received
}

function pieces(stream: Buffer, cuts: readonly number[]): Buffer[] {
  const found: Buffer[] = []
  for (let at = 0, turn = 0; at < stream.length; turn++) {
    const length = cuts[turn % cuts.length]!
    found.push(stream.subarray(at, at + length))
    at += length
  }
  return found
}

function rawFrame(json: string, rest: Uint8Array = Buffer.alloc(0)): Buffer {
  const text = Buffer.from(json)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(4 + text.length + rest.length, 0)
  head.writeUInt32BE(text.length, 4)
  return Buffer.concat([head, text, rest])
}
