import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { classifyCsv } = candidate(() => import('../classify-csv.ts'))

/** The columns of a table, as in "fare double". */
async function columnsOf(sample: string) {
  const table = await classifyCsv(sample)
  return table?.columns.map(({ name, type }) => `${name} ${type}`)
}

async function headerOf(...rows: string[]) {
  return (await classifyCsv(rows.join('\n')))?.header
}

check('finds the delimiter, in the order of the classifier', async () => {
  for (const delimiter of [',', '|', '\t', ';', '\u0001']) {
    const rows = ['day', 'code', 'place'].join(delimiter) + '\n' + ['1', '2', '3'].join(delimiter)
    expect(await classifyCsv(rows)).toMatchObject({ delimiter, header: true })
  }
  // More pipes than commas, but the comma makes a table as well.
  expect(await classifyCsv('a|b|c,d\n1|2|3,4\n')).toMatchObject({ delimiter: ',' })
  // Three commas in one row, none in the other: no table.
  expect(await classifyCsv('size;note\n4;a,b,c,d\n')).toMatchObject({ delimiter: ';' })
})

check('takes quoted delimiters and line breaks for data', async () => {
  const quoted = 'id,remark\n1,"struck\na ""gull"", twice"\r\n2,none\r\n'
  expect(await classifyCsv(quoted)).toMatchObject({ delimiter: ',', header: true })
  expect(await columnsOf('"a, or ""A""",b\n1,2\n')).toEqual(['a_or_a string', 'b string'])
  expect(await columnsOf('a,b"c\n1,2\n')).toEqual(['a bigint', 'b_c bigint'])
})

check('makes strings of quoted tables, for OpenCSVSerDe', async () => {
  const table = await classifyCsv('id,fare\n"1","2.50"\n')
  expect(table).toMatchObject({ serde: 'OpenCSVSerDe', header: true })
  expect(table?.columns).toEqual([
    { name: 'id', type: 'string' },
    { name: 'fare', type: 'string' },
  ])
  expect(await classifyCsv('id,fare\n1,2.50\n')).toMatchObject({ serde: 'LazySimpleSerDe' })
})

check('tells types apart', async () => {
  const rows = [
    'n,big,x,both,flag,odd,gap,none',
    '-7,999999999999999999,.5,3,TRUE,1,,',
    '+12,9999999999999999999,2e10,4.25,false,yes,8,',
  ]
  expect(await columnsOf(`\n${rows.join('\r\n')}\r\n\r\n`)).toEqual([
    'n bigint',
    'big double',
    'x double',
    'both double',
    'flag boolean',
    'odd string',
    'gap bigint',
    'none string',
  ])
  const cells = ['-1.5', '12.5', '.25', '2e-3', '2E+10', 'v1.5', 'untrue', 'falsely']
  const table = ['a,b,c,d,e,f,g,n', cells.join(), '1,1,1,1,1,true,true,true'].join('\n')
  expect(await columnsOf(table)).toEqual([
    ...['a', 'b', 'c', 'd', 'e'].map((name) => `${name} double`),
    ...['f', 'g', 'n'].map((name) => `${name} string`),
  ])
  expect(await columnsOf('a,b\n2026-03-02,0x1F\n1.2.3,7\n')).toEqual(['a string', 'b string'])
})

check('takes the first row for a header only if values stand below', async () => {
  expect(await headerOf('city,country', 'Lima,Peru', 'Oslo,Norway')).toBe(false)
  expect(await columnsOf('city,country\nLima,Peru')).toEqual(['col1 string', 'col2 string'])
  expect(await headerOf('city,open', 'Lima,', ',true')).toBe(true)
  expect(await headerOf('city,open', 'Lima,', ',')).toBe(false)
  expect(await columnsOf('1,Lima\n2,Oslo\n')).toEqual(['col1 bigint', 'col2 string'])
  expect(await headerOf('year,2026', 'Lima,5')).toBe(false)
})

check('knows what cells a header may have', async () => {
  const long = 'x'.repeat(150)
  expect(await headerOf(`${long},b`, '1,2')).toBe(false)
  expect(await headerOf(`${long.slice(1)},b`, '1,2')).toBe(true)
  expect(await headerOf(`a,${long}`, '1,2')).toBe(true)
  expect(await headerOf('a,b,', '1,2,3')).toBe(true)
  expect(await headerOf('a,,c', '1,2,3')).toBe(false)
  expect(await headerOf('a,1.5', '1,2')).toBe(false)
})

check('gives every column a name of its own', async () => {
  const header = 'Cost Total $,__ID__,cost-total,№,größe,'
  expect(await columnsOf(`${header}\n1,2,3,4,5,6\n`)).toEqual([
    'cost_total bigint',
    'id bigint',
    'col3 bigint',
    'col4 bigint',
    'gr_e bigint',
    'col6 bigint',
  ])
})

check('makes no table of what is none', async () => {
  for (const sample of ['', '\n', 'a,b,c\n', 'Lima\nOslo\n', 'a,b\n1,2,3\n', 'a;b\nc|d\n']) {
    expect(await classifyCsv(sample)).toBeUndefined()
  }
  expect(await classifyCsv('a,b\n1,2\nLima\n')).toBeUndefined()
  // A sample may end within quotes. Whatever comes of it, it comes.
  const cut = await classifyCsv('a,b\n1,2\n3,"4')
  expect(cut?.delimiter ?? ',').toBe(',')
})
