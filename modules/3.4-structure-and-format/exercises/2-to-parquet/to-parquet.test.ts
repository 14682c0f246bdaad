import { candidate, expect, test } from '@workshop/testkit'
import type { ParquetColumn } from './to-parquet.ts'

const { toParquet } = candidate(() => import('./to-parquet.ts'))

test('sorts and types what it encodes', async () => {
  const written: ParquetColumn[][] = []
  const encode = async (columns: ParquetColumn[]) => {
    written.push(columns)
    return Buffer.from('PAR1 … PAR1')
  }
  const rows = [
    { day: '1970-01-03', wind: '4.5', station: 'SEA' },
    { day: '1970-01-02', wind: '', station: 'JFK' },
  ]
  const schema = [
    { name: 'day', type: 'date' as const, nullable: false },
    { name: 'wind', type: 'double' as const, nullable: true },
  ]

  const file = await toParquet(rows, schema, { sortBy: 'day', rowGroupSize: 100 }, { encode })

  expect(Buffer.from(file).toString()).toBe('PAR1 … PAR1')
  expect(written).toEqual([
    [
      { name: 'day', type: 'DATE', data: [1, 2] },
      { name: 'wind', type: 'DOUBLE', data: [null, 4.5] },
    ],
  ])
})

test('refuses what is not a number', async () => {
  const schema = [{ name: 'wind', type: 'double' as const, nullable: true }]
  const encode = async () => new Uint8Array()
  const options = { sortBy: 'wind', rowGroupSize: 100 }
  await expect(toParquet([{ wind: 'calm' }], schema, options, { encode })).rejects.toMatchObject({
    name: 'BadValue',
    message: expect.stringContaining('wind'),
  })
})
