import { candidate, expect, test } from '@workshop/testkit'

const { capacityUnits, itemSize } = candidate(() => import('./item-size.ts'))

test("weighs AWS's own example", async () => {
  expect(await itemSize({ 'shirt-color': { S: 'R' }, 'shirt-size': { S: 'M' } })).toBe(23)
})

test('charges half for an eventually consistent read', async () => {
  expect(await capacityUnits({ kind: 'GetItem', bytes: 3_000, consistent: true })).toBe(1)
  expect(await capacityUnits({ kind: 'GetItem', bytes: 3_000 })).toBe(0.5)
})
