import { candidate, expect, test } from '@workshop/testkit'

const { inferSchema } = candidate(() => import('./infer-schema.ts'))

async function* rows(...all: Record<string, string>[]) {
  yield* all
}

test('tells a code from a number', async () => {
  const stations = rows({ station: '0042', height: '120' }, { station: '0117', height: '8' })
  expect(await inferSchema(stations)).toEqual([
    { name: 'station', type: 'string', nullable: false },
    { name: 'height', type: 'int', nullable: false },
  ])
})

test('keeps the digits behind the point', async () => {
  expect(await inferSchema(rows({ temp: '12.8' }, { temp: '' }, { temp: '5.0' }))).toEqual([
    { name: 'temp', type: 'decimal(3,1)', nullable: true },
  ])
})
