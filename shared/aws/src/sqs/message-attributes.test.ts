import { describe, expect, test } from 'vitest'
import { md5OfAttributes } from './message-attributes.ts'
import { testSqs } from './test-sqs.ts'

/** With these AWS answered the digests below (recorded by LocalStack's snapshot tests). */
const RECORDED = {
  'Help.Me': { DataType: 'String', StringValue: 'Me' },
  Hello: { DataType: 'String', StringValue: 'There' },
  General: { DataType: 'String', StringValue: 'Kenobi' },
}

function testQueue() {
  const { sqs, create } = testSqs()
  const queue = create('emissions', { VisibilityTimeout: '0' })
  const { QueueUrl } = queue
  const send = (MessageAttributes: Parameters<typeof sqs.SendMessage>[0]['MessageAttributes']) =>
    sqs.SendMessage({ QueueUrl, MessageBody: 'msg', MessageAttributes })
  return { ...queue, send }
}

describe('md5OfAttributes', () => {
  test('agrees with AWS', () => {
    const BinaryValue = Buffer.from(
      'traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01',
    )
    const binary = { attr1: { DataType: 'Binary', BinaryValue } }
    expect(md5OfAttributes(RECORDED)).toBe('4c360f3fdafd970e05fae2f149d997f5')
    expect(md5OfAttributes(binary)).toBe('8cbe4db156db8a94db8b801b7addb984')
    expect(md5OfAttributes({})).toBeUndefined()
  })
})

describe('ReceiveMessage', () => {
  test('returns the attributes it is asked for, with their digest', () => {
    const { send, receive } = testQueue()
    const { MD5OfMessageAttributes } = send(RECORDED)
    expect(MD5OfMessageAttributes).toBe('4c360f3fdafd970e05fae2f149d997f5')
    const digest = (...MessageAttributeNames: string[]) =>
      receive({ MessageAttributeNames })[0]?.MD5OfMessageAttributes

    expect(['All', '*', '.*'].map((name) => digest(name))).toEqual(
      Array(3).fill('4c360f3fdafd970e05fae2f149d997f5'),
    )
    expect(digest('Hello', 'General')).toBe('fca026605781cb4126a1e9044df24232')
    expect(digest('Foo', 'Hello')).toBe('a311262e065454b75da111d535b8dacd')
    expect(digest('Hel.*')).toBe('83fee93c1bcd8b9a5a923ffacdc636c7')
    expect(digest('Foo', 'Help')).toBeUndefined()
    expect(digest()).toBeUndefined()
  })

  test('hands out copies of binary values', () => {
    const { send, receive } = testQueue()
    const BinaryValue = Uint8Array.of(1, 2, 3)
    send({ photo: { DataType: 'Binary.png', BinaryValue } })
    BinaryValue.fill(0)
    const [message] = receive({ MessageAttributeNames: ['All'] })
    message?.MessageAttributes?.['photo']?.BinaryValue?.fill(9)
    const [again] = receive({ MessageAttributeNames: ['All'] })
    expect(again?.MessageAttributes).toEqual({
      photo: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(1, 2, 3) },
    })
  })

  test('returns the system attributes it is asked for', () => {
    const { send, receive } = testQueue()
    send({})
    expect(receive()[0]).not.toHaveProperty('Attributes')
    expect(receive({ MessageSystemAttributeNames: ['All'] })[0]?.Attributes).toEqual({
      SenderId: '123456789012',
      SentTimestamp: '1772452800000',
      ApproximateReceiveCount: '2',
      ApproximateFirstReceiveTimestamp: '1772452800000',
    })
    expect(receive({ AttributeNames: ['All'] })[0]?.Attributes).toMatchObject({
      ApproximateReceiveCount: '3',
    })
  })
})

describe('SendMessage', () => {
  test('refuses attributes that are not allowed', () => {
    const { send } = testQueue()
    const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue })
    expect(() => send({ ErrorDetails: text('') })).toThrow(
      "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
    )
    const names = ['aWs.x', 'AMAZON.x', '.x', 'x.', 'a..b', 'a!b', 'L'.repeat(257)]
    for (const name of names) expect(() => send({ [name]: text('x') })).toThrow('attribute name')
    for (const type of ['Invalid', '', `Number.${'L'.repeat(256)}`]) {
      expect(() => send({ year: text('1979', type) })).toThrow('must have a type')
    }
    expect(() => send({ year: text('seventy-nine', 'Number') })).toThrow('must be a number')
    expect(() => send({ year: text('\b') })).toThrow('allowed characters')
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, text('x')]))
    expect(() => send(eleven)).toThrow('[11] exceeds the allowed maximum [10]')
  })
})
