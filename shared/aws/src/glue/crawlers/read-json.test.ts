import { expect, test } from 'vitest'
import { typeText } from './column-type.ts'
import { readJson } from './read-json.ts'

function columns(text: string, JsonPath?: string): string[] | undefined {
  const schema = readJson(text, JsonPath === undefined ? undefined : { Name: 'mine', JsonPath })
  return schema?.columns.map(({ name, type }) => `${name} ${typeText(type)}`)
}

const AREAS = `
{"type": "state", "ids": [{"scheme": "a}", "n": 1}, {"scheme": "b", "n": 2.5}]}
{
  "type": "state", "Big": 9007199254740993, "open": true, "gone": null, "ratio": 1.0
}`

test('objects are records, one a line or not', () => {
  expect(columns(AREAS)).toEqual([
    'type string',
    'ids array<struct<scheme:string,n:double>>',
    'big bigint',
    'open boolean',
    'gone string',
    'ratio double',
  ])
  expect(readJson(AREAS)).toMatchObject({
    classification: 'json',
    records: 2,
    format: {
      serde: 'org.openx.data.jsonserde.JsonSerDe',
      serdeParameters: { paths: 'type,ids,big,open,gone,ratio' },
    },
  })
})

test('an array is one record, unless a path goes into it', () => {
  const text = '[{"id": 1}, {"id": 2, "name": "x"}]'
  expect(columns(text)).toEqual(['record array<struct<id:int,name:string>>'])
  expect(columns(text, '$[*]')).toEqual(['id int', 'name string'])
  expect(readJson(text, { Name: 'mine', JsonPath: '$[*]' })?.records).toBe(2)
})

test('a path can lead to what is no object', () => {
  expect(columns(AREAS, '$.ids[*].n')).toEqual(['record double'])
  expect(columns(AREAS, "$['ids'][0].scheme")).toEqual(['record string'])
  expect(columns(AREAS, '$.nowhere')).toBeUndefined()
})

test.each(['', 'text', '{"a": 1', '{"a": 1} x', '"text"', '{"a": 1}, {"a": 2}', '[1}'])(
  'is not JSON: %j',
  (text) => {
    expect(readJson(text)).toBeUndefined()
  },
)

test('a text of hostile quotes is refused without delay', () => {
  expect(readJson(`{"${String.raw`\"`.repeat(1_000_000)}`)).toBeUndefined()
})
