import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { capacityUnits, itemSize } = candidate(() => import('../item-size.ts'))

const KB = 1_024

check('weighs names and texts in UTF-8', async () => {
  expect(await itemSize({})).toBe(0)
  expect(await itemSize({ city: { S: 'Cañon City' } })).toBe(4 + 11)
  expect(await itemSize({ straße: { S: '' } })).toBe(7)
  expect(await itemSize({ badge: { S: '🚓' }, guid: { S: 'x'.repeat(36) } })).toBe(9 + 40)
})

check('weighs numbers by their digits', async () => {
  const size = async (N: string) => (await itemSize({ n: { N } })) - 1
  expect(await size('0')).toBe(1)
  expect(await size('-0.0')).toBe(1)
  expect(await size('7')).toBe(2)
  expect(await size('42')).toBe(2)
  expect(await size('-42')).toBe(3)
  expect(await size('123')).toBe(3)
  expect(await size('1.5')).toBe(3)
  expect(await size('12.345')).toBe(4)
  expect(await size('007.50')).toBe(3)
  expect(await size('0012')).toBe(2)
  expect(await size('0.5')).toBe(2)
  expect(await size('1.5000')).toBe(3)
  expect(await size('1.0050')).toBe(4)
  expect(await size('12345678901234567890')).toBe(11)
})

check('weighs lists, maps, sets and the rest', async () => {
  const size = async (value: object) => (await itemSize({ a: value as never })) - 1
  expect(await size({ NULL: true })).toBe(1)
  expect(await size({ BOOL: false })).toBe(1)
  expect(await size({ B: new Uint8Array(250) })).toBe(250)
  expect(await size({ SS: ['patrol', 'k9'] })).toBe(8)
  expect(await size({ NS: ['10', '2000'] })).toBe(2 + 3)
  expect(await size({ BS: [new Uint8Array(3), new Uint8Array(4)] })).toBe(7)
  expect(await size({ L: [] })).toBe(3)
  expect(await size({ L: [{ S: 'ab' }, { NULL: true }] })).toBe(3 + 2 + 2 + 1)
  const car = { M: { plate: { S: 'CA1' }, seats: { N: '5' } } }
  expect(await size(car)).toBe(3 + 2 + 5 + 3 + 5 + 2)
  expect(await size({ L: [car] })).toBe(3 + 1 + 20)
})

check('charges reads by 4 KB, and for what is not there', async () => {
  const read = (bytes: number, mode: object = {}) =>
    capacityUnits({ kind: 'GetItem', bytes, ...mode })
  expect(await read(4 * KB, { consistent: true })).toBe(1)
  expect(await read(4 * KB + 1, { consistent: true })).toBe(2)
  expect(await read(4 * KB + 1)).toBe(1)
  expect(await read(0)).toBe(0.5)
  expect(await read(0, { consistent: true })).toBe(1)
  expect(await read(9_000, { transactional: true })).toBe(6)
})

check('rounds a query as a whole and a batch item by item', async () => {
  const items = Array.from({ length: 10 }, () => 409)
  expect(await capacityUnits({ kind: 'Query', items, consistent: true })).toBe(1)
  expect(await capacityUnits({ kind: 'BatchGetItem', items, consistent: true })).toBe(10)
  expect(await capacityUnits({ kind: 'BatchGetItem', items })).toBe(5)
  expect(await capacityUnits({ kind: 'Query', items: [4 * KB, 4 * KB] })).toBe(1)
  expect(await capacityUnits({ kind: 'Query', items: [4 * KB, 4 * KB, 1] })).toBe(1.5)
})

check('charges writes by 1 KB of the larger item', async () => {
  const write = (before: number, after: number, transactional = false) =>
    capacityUnits({ kind: 'Write', before, after, transactional })
  expect(await write(0, KB)).toBe(1)
  expect(await write(0, KB + 1)).toBe(2)
  expect(await write(5 * KB, 100)).toBe(5)
  expect(await write(3 * KB, 0)).toBe(3)
  expect(await write(0, 0)).toBe(1)
  expect(await write(100, 2 * KB, true)).toBe(4)
})

check('charges an index for its own entry', async () => {
  const indexed = (indexes: object[], transactional = false) =>
    capacityUnits({
      kind: 'Write',
      before: 500,
      after: 500,
      transactional,
      indexes: indexes as never,
    })
  expect(await indexed([{ before: 3_000, after: 3_000, change: 'none' }])).toBe(1)
  expect(await indexed([{ after: 2 * KB, change: 'values' }])).toBe(3)
  expect(await indexed([{ before: 2 * KB, change: 'values' }])).toBe(3)
  expect(await indexed([{ before: 4 * KB, after: KB, change: 'values' }])).toBe(5)
  expect(await indexed([{ after: 2 * KB, change: 'key' }])).toBe(3)
  expect(await indexed([{ before: 2 * KB, change: 'key' }])).toBe(3)
  expect(await indexed([{ before: 2 * KB, after: 2 * KB, change: 'key' }])).toBe(5)
  const both = [
    { after: 10, change: 'values' },
    { before: 10, after: 10, change: 'key' },
  ]
  expect(await indexed(both, true)).toBe(8)
})
