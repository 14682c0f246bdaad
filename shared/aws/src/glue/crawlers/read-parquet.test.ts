import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { typeText } from './column-type.ts'
import { readParquet } from './read-parquet.ts'

test('the schema of a Parquet file stands in its footer', () => {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'Name', data: ['a', 'b'], type: 'STRING' },
      { name: 'id', data: [1, 2], type: 'INT32' },
      { name: 'big', data: [1n, 2n], type: 'INT64' },
      { name: 'fare', data: [1.5, 2.5], type: 'DOUBLE' },
      { name: 'paid', data: [true, false], type: 'BOOLEAN' },
      { name: 'at', data: [new Date(0), new Date(1)], type: 'TIMESTAMP' },
    ],
  })
  const schema = readParquet(Buffer.from(bytes))
  expect(schema).toMatchObject({ classification: 'parquet', records: 2 })
  expect(schema?.columns.map(({ name, type }) => `${name} ${typeText(type)}`)).toEqual([
    'name string',
    'id int',
    'big bigint',
    'fare double',
    'paid boolean',
    'at timestamp',
  ])
})

test('what does not begin and end like Parquet, or has no footer, is none', () => {
  expect(readParquet(Buffer.from('PAR1 no footer PAR1'))).toBeUndefined()
  expect(readParquet(Buffer.from('PAR1 text'))).toBeUndefined()
  expect(readParquet(Buffer.from('a,b\n1,2\n'))).toBeUndefined()
})
