import { readFileSync } from 'node:fs'
import { candidate, checksFor, expect, streamOf } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { inferSchema } = candidate(() => import('../infer-schema.ts'))

type Row = Record<string, string>

async function typeOf(...values: string[]) {
  const [column] = await inferSchema(streamOf(values.map((value) => ({ value }))))
  return column!.type
}

/** Types of many columns at once, each of which holds one value. */
async function typesOf(...values: string[]) {
  const row = Object.fromEntries(values.map((value) => [`column ${value}`, value]))
  return (await inferSchema(streamOf([row]))).map(({ type }) => type)
}

const allStrings = (count: number) => Array.from({ length: count }, () => 'string')

check('knows each type', async () => {
  const values = ['-12', '3000000000', '0.25', '0.250', 'true', '2013-07-04', '2013-07-04 18:30:00']
  expect(await typesOf(...values, 'gull')).toEqual([
    'int',
    'bigint',
    'double',
    'decimal(4,3)',
    'boolean',
    'date',
    'timestamp',
    'string',
  ])
  expect(await typeOf('5', '5.5', '-0.125')).toBe('double')
  expect(await typeOf('false', 'true')).toBe('boolean')
  expect(await typeOf('true', '1')).toBe('string')
  expect(await typeOf('2013-07-04', '2013-07-04 18:30:00')).toBe('string')
  expect(await inferSchema(streamOf([]))).toEqual([])
})

check('keeps codes that only look like numbers as text', async () => {
  const codes = ['00501', '0E0', '0E8', '1e5', '+1', '-0', '-0.0', 'NaN', 'Infinity', '-Infinity']
  const odd = [' 1', '1 ', '1,000', '0x10', '1_000', '.5', '5.', '-', '00.5', 'TRUE', '١٢']
  expect(await typesOf(...codes, ...odd)).toEqual(allStrings(codes.length + odd.length))
  expect(await typeOf('7', '0', '-7')).toBe('int')
})

check('keeps whole numbers exact, however long', async () => {
  expect(await typeOf('2147483647', '-2147483648')).toBe('int')
  expect(await typesOf('2147483648', '-2147483649')).toEqual(['bigint', 'bigint'])
  expect(await typeOf('9007199254740993', '4')).toBe('bigint')
  expect(await typeOf('9223372036854775807', '-9223372036854775808')).toBe('bigint')
  expect(await typeOf('9223372036854775808')).not.toBe('bigint')
  expect(await typeOf('9223372036854775809', '5')).toBe('decimal(19,0)')
  expect(await typeOf('1.5', '9007199254740993')).toBe('string')
  expect(await typeOf('9'.repeat(38))).toBe('decimal(38,0)')
  expect(await typeOf('9'.repeat(39))).toBe('string')
})

check('chooses decimals by their digits', async () => {
  expect(await typeOf('1250.00', '-3.50', '0.07')).toBe('decimal(6,2)')
  expect(await typeOf('1.50', '1.5')).toBe('string')
  expect(await typeOf('1.50', '2')).toBe('string')
  expect(await typeOf('1.5', '2.25')).toBe('double')
  expect(await typeOf('0.1234567890123456789')).toBe('decimal(20,19)')
  expect(await typeOf(`${'8'.repeat(20)}.${'1'.repeat(18)}`)).toBe('decimal(38,18)')
  expect(await typeOf(`${'8'.repeat(20)}.${'1'.repeat(19)}`)).toBe('string')
  expect(await typeOf(`${'8'.repeat(20)}.0`, `0.${'1'.repeat(19)}`)).toBe('string')
})

check('takes only days that exist for dates', async () => {
  expect(await typeOf('2012-02-29', '2000-02-29', '1999-12-31')).toBe('date')
  const wrong = ['2013-02-29', '1900-02-29', '2013-04-31', '2013-13-01', '2013-00-10', '2013-01-00']
  const forms = [
    '2013-1-4',
    '04/07/2013',
    '20130704',
    '2013-07-04Z',
    '12013-07-04',
    '+012013-07-04',
    '2013-07',
  ]
  expect(await typesOf(...wrong)).toEqual(allStrings(wrong.length))
  expect((await typesOf(...forms)).includes('date')).toBe(false)
  expect(await typeOf('2013-02-29T10:00:00Z')).toBe('string')
})

check('takes only timestamps of one form', async () => {
  expect(await typeOf('2013-07-04T18:30:00+02:00', '2014-01-04T08:00:00+02:00')).toBe('timestamp')
  expect(await typeOf('2013-07-04T18:30:00.125Z', '1969-07-20T20:17:40.000Z')).toBe('timestamp')
  expect(await typeOf('2013-07-04T18:30:00-14:00')).toBe('timestamp')
  expect(await typeOf('2013-07-04T18:30:00+02:00', '2013-07-04T18:30:00+01:00')).toBe('string')
  expect(await typeOf('2013-07-04T18:30:00Z', '2013-07-04T18:30:00')).toBe('string')
  expect(await typeOf('2013-07-04T18:30:00', '2013-07-04 18:30:00')).toBe('string')
  expect(await typeOf('2013-07-04T18:30:00.5Z', '2013-07-04T18:30:00.50Z')).toBe('string')
  const wrong = ['24:00:00', '18:60:00', '18:30:60', '18:30', '18:30:00+14:01', '18:30:00+2']
  expect(await typesOf(...wrong.map((time) => `2013-07-04T${time}`))).toEqual(allStrings(6))
  expect(await typeOf('on 2013-07-04 18:30:00')).toBe('string')
})

check('keeps null apart from texts and zeros', async () => {
  const rows = [
    { speed: '', species: 'gull', remark: '', cost: '0', size: '3' },
    { speed: '140', species: 'NULL', remark: '', cost: 'NULL', size: ' ' },
    { speed: '90', species: '', remark: '', cost: '0', size: '4', phase: '1' },
  ]
  expect(await inferSchema(streamOf(rows as Row[]))).toEqual([
    { name: 'speed', type: 'int', nullable: true },
    { name: 'species', type: 'string', nullable: true },
    { name: 'remark', type: 'string', nullable: true },
    { name: 'cost', type: 'string', nullable: false },
    { name: 'size', type: 'string', nullable: false },
    { name: 'phase', type: 'int', nullable: true },
  ])
})

check('lets the last row change the type', async () => {
  const late = (last: string) => typeOf(...Array.from({ length: 150 }, (_, i) => `${i + 1}`), last)
  expect(await late('151')).toBe('int')
  expect(await late('0151')).toBe('string')
  expect(await late('151.5')).toBe('double')
  expect(await late('99999999999')).toBe('bigint')
  expect(await late('151.50')).toBe('string')
})

check('reads real files', async () => {
  const types = async (name: string) => {
    const columns = await inferSchema(streamOf(read(name)))
    return columns.map(({ name, type, nullable }) => `${name} ${type}${nullable ? '?' : ''}`)
  }
  expect(await types('zipcodes.csv')).toEqual([
    'zip_code string',
    'latitude double',
    'longitude double',
    'city string',
    'state string',
    'county string',
  ])
  expect(await types('weather.csv')).toEqual([
    'location string',
    'date date',
    'precipitation decimal(4,1)',
    'temp_max decimal(3,1)',
    'temp_min decimal(3,1)',
    'wind decimal(3,1)',
    'weather string',
  ])
  const strikes = await types('birdstrikes.csv')
  expect(strikes).toContain('Flight Date date')
  expect(strikes).toContain('Cost Total $ int')
  expect(strikes).toContain('Speed IAS in knots int?')
  expect((await types('airports.csv'))[0]).toBe('iata string')
})

/** Rows of a data file; only names of airports have quoted commas. */
function* read(name: string): Generator<Row> {
  const text = readFileSync(new URL(`../../../data/${name}`, import.meta.url), 'utf8')
  const [header, ...lines] = text.trimEnd().split('\n').map(fields)
  for (const line of lines) {
    yield Object.fromEntries(header!.map((column, at) => [column, line[at]!]))
  }
}

function fields(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, a, b]) => a ?? b!)
}
