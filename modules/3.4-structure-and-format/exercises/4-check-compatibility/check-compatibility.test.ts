import { candidate, expect, test } from '@workshop/testkit'

const { checkCompatibility } = candidate(() => import('./check-compatibility.ts'))

const order = (...fields: { name: string; type: string; default?: unknown }[]) => ({
  type: 'record',
  name: 'Order',
  fields,
})

test('lets a new reader have a new field with a default', async () => {
  const first = order({ name: 'id', type: 'string' })
  const next = order(
    { name: 'id', type: 'string' },
    { name: 'vip', type: 'boolean', default: false },
  )
  expect(await checkCompatibility('BACKWARD', [first], next)).toEqual({ ok: true, problems: [] })
})

test('names the field that an old record lacks', async () => {
  const first = order({ name: 'id', type: 'string' })
  const next = order({ name: 'id', type: 'string' }, { name: 'total', type: 'double' })
  const { ok, problems } = await checkCompatibility('BACKWARD', [first], next)
  expect(ok).toBe(false)
  expect(problems).toMatchObject([{ version: 0, path: 'total' }])
})
