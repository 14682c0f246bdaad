import { candidate, expect, test } from '@workshop/testkit'

const { applyMapping } = candidate(() => import('./apply-mapping.ts'))

test('moves and casts what is mapped', async () => {
  const rows = [{ u: { id: '7' }, x: 1 }]
  expect(await applyMapping(rows, [['u.id', 'string', 'user', 'int']])).toEqual({
    rows: [{ user: 7 }],
    errors: [],
  })
})

test('sets a row aside that cannot be cast', async () => {
  const rows = [{ fare: 'free' }, { fare: '12.5' }]
  expect(await applyMapping(rows, [['fare', 'string', 'paid.amount', 'double']])).toEqual({
    rows: [{ paid: { amount: 12.5 } }],
    errors: [{ row: 0, source: 'fare', value: 'free' }],
  })
})
