import { candidate, expect, test } from '@workshop/testkit'

const { classifyCsv } = candidate(() => import('./classify-csv.ts'))

test('finds a header, and types below it', async () => {
  expect(await classifyCsv('Rider,Cost Total $\nAda,7\n')).toEqual({
    delimiter: ',',
    header: true,
    serde: 'LazySimpleSerDe',
    columns: [
      { name: 'rider', type: 'string' },
      { name: 'cost_total', type: 'bigint' },
    ],
  })
})

test('knows no header where all is text', async () => {
  expect(await classifyCsv('city|country\nLima|Peru\n')).toEqual({
    delimiter: '|',
    header: false,
    serde: 'LazySimpleSerDe',
    columns: [
      { name: 'col1', type: 'string' },
      { name: 'col2', type: 'string' },
    ],
  })
})

test('makes no table of a list', async () => {
  expect(await classifyCsv('Lima\nOslo\n')).toBeUndefined()
})
