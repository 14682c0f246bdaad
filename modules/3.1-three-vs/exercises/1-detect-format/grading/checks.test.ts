import { gzipSync, zstdCompressSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { detectFormat } = candidate(() => import('../detect-format.ts'))

const HEAD = 4096
const read = (name: string) =>
  readFileSync(new URL(`../../../data/${name}`, import.meta.url), 'utf8')
const airports = read('airports.csv')
const strikes = read('birdstrikes.csv')

/** Has the candidate look at an object as two ranged reads would bring it. */
function detect(key: string, content: string | Uint8Array) {
  const bytes = Buffer.from(content)
  return detectFormat(key, bytes.subarray(0, HEAD), bytes.subarray(-16))
}

async function formatOf(content: string | Uint8Array) {
  return (await detect('landing/4711', content)).format
}

const PARQUET = Buffer.concat([
  Buffer.from('PAR1'),
  Buffer.alloc(6000, 0x15),
  Buffer.from('\u0010\u0002\u0000\u0000PAR1', 'latin1'),
])
const ORC = Buffer.concat([
  Buffer.from('ORC'),
  Buffer.alloc(5000),
  Buffer.from('\u0082ORC\u0019', 'latin1'),
])
const AVRO = Buffer.from('Obj\u0001\u0004\u0016avro.schema\u00cc{"type":"record"}', 'latin1')

check('recognises Parquet, ORC and Avro by their magic numbers', async () => {
  expect(await formatOf(PARQUET)).toBe('parquet')
  expect(await formatOf(ORC)).toBe('orc')
  expect(await formatOf(AVRO)).toBe('avro')
  expect(await formatOf('ORCHARD,trees\nNorth,120\nSouth,80\n')).toBe('csv')
  expect(await formatOf('ORCHARD,trees\nNORCAL,120\n')).toBe('csv')
  expect(await formatOf('table,format\norders,CSV\nstrikes,ORC\n')).toBe('csv')
})

check('takes a truncated Parquet or ORC file for binary', async () => {
  const parquet = await detect('orders/part-00007.parquet', PARQUET.subarray(0, -5))
  expect(parquet).toEqual({ format: 'binary', compression: 'none', extensionLies: true })
  expect(await formatOf(ORC.subarray(0, 3000))).toBe('binary')
})

check('sees compression whatever the name says', async () => {
  const lines = Buffer.from('{"strike":1}\n{"strike":2}\n')
  expect(await detect('strikes.jsonl', gzipSync(lines))).toEqual({
    format: 'binary',
    compression: 'gzip',
    extensionLies: true,
  })
  const zstd = { format: 'binary', compression: 'zstd' }
  expect(await detect('strikes', zstdCompressSync(lines))).toMatchObject(zstd)
  const bzip2 = Buffer.from('425a6839314159265359deadbeef', 'hex')
  expect(await detect('strikes', bzip2)).toMatchObject({ format: 'binary', compression: 'bzip2' })
  for (const staff of ['BZhou,engineer\nAli,pilot\n', 'Ali,pilot\nBo,BZh9\n']) {
    expect(await detect('staff', staff)).toMatchObject({ format: 'csv', compression: 'none' })
  }
})

check('tells JSON Lines from one JSON document', async () => {
  expect(await formatOf('{"iata":"0E0","n":3}\r\n{"iata":"LAX","n":9}\r\n')).toBe('jsonl')
  expect(await formatOf('["0E0",3]\n["LAX",9]')).toBe('jsonl')
  expect(await formatOf('[\n  {"iata": "0E0"},\n  {"iata": "LAX"}\n]\n')).toBe('json')
  expect(await formatOf('  {"iata": "0E0",\n "n": 3}\n')).toBe('json')
  expect(await formatOf('{"iata":"0E0","n":3}\n')).toBe('json')
  expect(await formatOf('{"iata":"0E0","n":3}\r\n\r\n')).toBe('json')
})

check('recognises JSON that goes on after the head', async () => {
  const one = { airport: 'Thigpen', remarks: 'birds, "many" of them. '.repeat(400) }
  expect(await formatOf(JSON.stringify(one))).toBe('json')
  const all = airports.split('\n').map((line) => line.split(','))
  expect(await formatOf(JSON.stringify(all))).toBe('json')
  expect(await formatOf(all.map((fields) => JSON.stringify({ fields })).join('\n'))).toBe('jsonl')
  for (const letters of [1, 2, 3, 4]) {
    const remarks = 'x'.repeat(HEAD - '{"remarks":"","damaged":'.length - letters)
    expect(await formatOf(JSON.stringify({ remarks, damaged: false }))).toBe('json')
  }
})

check('tells tab-separated from comma-separated records', async () => {
  expect(await formatOf('day\tplace\n19790101\tParis, France\n19790102\tRome, Italy\n')).toBe('tsv')
  expect(await formatOf(strikes)).toBe('csv')
  expect(await formatOf(strikes.replaceAll(',', '\t'))).toBe('tsv')
  expect(await formatOf('iata,name\r\n00M,Thigpen\r\n00R,Livingston')).toBe('csv')
  expect(await formatOf('iata,name\n\n00M,Thigpen\n\n')).toBe('csv')
  expect(await formatOf('iata,name\r\n\r\n00M,Thigpen\r\n')).toBe('csv')
  expect(await formatOf('iata,name\n00M,Thigpen')).toBe('csv')
})

check('takes quoted separators and line breaks for data', async () => {
  const quoted = airports.split('\n').filter((line, row) => row === 0 || line.includes('"'))
  expect(await formatOf(quoted.join('\n'))).toBe('csv')
  expect(await formatOf('id,remark\n1,"struck\na ""gull"", twice"\n2,none\n')).toBe('csv')
  expect(await formatOf('"Barksdale, Louisiana",KBAD\nHobby,KHOU\n')).toBe('csv')
  for (let shift = 0; shift < 40; shift++) {
    const row = '1,"gull, goose, crow, hawk, owl"\n'
    expect(await formatOf(`${'i'.repeat(shift)}d,birds\n${row.repeat(200)}`)).toBe('csv')
  }
  expect(await formatOf('name\n"Barksdale, Louisiana"\n"Hobby, Texas"\n')).toBe('text')
  expect(await formatOf('city,iata\n"Livingston"\nThigpen,00M\n')).toBe('text')
})

check('does not take prose, lists and log lines for a table or JSON', async () => {
  expect(await formatOf('Seattle\nNew York\nChicago\n')).toBe('text')
  expect(await formatOf('Dear pilots,\nplease report birds, even small ones, in time.\n')).toBe(
    'text',
  )
  expect(await formatOf('[INFO] reader started\n[WARN] two gulls, one goose, no crow\n')).toBe(
    'text',
  )
  expect(await formatOf('day,place,birds\n1,Paris,3\n2,Rome\n')).toBe('text')
  expect(await formatOf('2026 [3, 4]\n')).toBe('text')
  expect(await formatOf('{passenger}, your flight to {city} is late\n')).toBe('text')
})

check('accepts a byte order mark', async () => {
  expect(await formatOf('\uFEFF{"iata":"0E0"}\n{"iata":"0E8"}\n')).toBe('jsonl')
  expect(await formatOf('\uFEFF"iata","name"\n"0E0","Moriarty"\n')).toBe('csv')
})

check('accepts a character that the end of the head cuts', async () => {
  for (const shift of [0, 1, 2]) {
    const rows = `${'x'.repeat(shift)}kanji,airport\n${'羽田,東京国際空港\n'.repeat(200)}`
    expect(await formatOf(rows)).toBe('csv')
  }
})

check('calls bytes that are not UTF-8 text binary', async () => {
  expect(
    await formatOf(Buffer.from('ville,pays\nOrl\u00e9ans,France\nN\u00eemes,France\n', 'latin1')),
  ).toBe('binary')
  expect(await formatOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe(
    'binary',
  )
  expect(await formatOf('speed\u0001height\u0002\nfast\u0001high\u0002\n')).toBe('binary')
})

check('says when the extension lies', async () => {
  const csv = 'iata,name\n00M,Thigpen\n00R,Livingston\n'
  const lies = async (key: string, content: string | Uint8Array) =>
    (await detect(key, content)).extensionLies
  const kept: Record<string, string | Uint8Array> = {
    parquet: PARQUET,
    orc: ORC,
    avro: AVRO,
    json: '{"iata":1}',
    jsonl: '{"iata":1}\n{"iata":2}\n',
    csv,
    tsv: csv.replaceAll(',', '\t'),
    zst: zstdCompressSync(Buffer.from(csv)),
    bz2: Buffer.from('425a6839314159265359deadbeef', 'hex'),
  }
  for (const [extension, content] of Object.entries(kept)) {
    expect(await lies(`airports.${extension}`, content), extension).toBe(false)
  }
  expect(await lies('airports.JSON', csv)).toBe(true)
  expect(await lies('airports.csv.GZ', csv)).toBe(true)
  expect(await lies('airports.ndjson', '{"iata":1}\n{"iata":2}\n')).toBe(false)
  expect(await lies('AIRPORTS.CSV.GZ', gzipSync(csv))).toBe(false)
  expect(await lies('airports.csv', gzipSync(csv))).toBe(true)
  expect(await lies('airports.csv/part-0', '{"iata":1}')).toBe(false)
  expect(await lies('landing/airports.csv', '')).toBe(false)
  expect(await lies('landing/', '')).toBe(false)
})
