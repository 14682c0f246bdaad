import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { demoWorld, printTable } from '@workshop/testkit/demo'
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'

// The weather of two cities, kept in five ways, and one question to each: on which days was it
// warmer than 33 degrees? What has to be read to know that?

const LIMIT = 33
const { aws } = demoWorld()
const lake = await aws.s3.bucket()
let [bytes, requests] = [0, 0]

const csv = readFileSync(new URL('data/weather.csv', import.meta.url), 'utf8')
const [head = '', ...lines] = csv.trimEnd().split('\n')
const names = head.split(',')
const rows = lines.map((line) => line.split(','))
const place = names.indexOf('temp_max')
const warmestLast = rows.toSorted((a, b) => Number(a[place]) - Number(b[place]))
const numbers = new Set(['precipitation', 'temp_max', 'temp_min', 'wind'])

await lake.put('weather.csv', csv)
await lake.put('weather.csv.gz', gzipSync(csv))
await lake.put('text.parquet', parquet(rows, new Set()))
await lake.put('typed.parquet', parquet(rows, numbers))
await lake.put('sorted.parquet', parquet(warmestLast, numbers))

const table: [string, number, number, number, number][] = []
for (const [key, kind] of [
  ['weather.csv', 'CSV'],
  ['weather.csv.gz', 'CSV, gzip'],
  ['text.parquet', 'Parquet, all text'],
  ['typed.parquet', 'Parquet, typed'],
  ['sorted.parquet', 'Parquet, typed, sorted by temp_max'],
] as const) {
  bytes = requests = 0
  const size = (await lake.bytes(key))!.length
  const found = key.endsWith('.parquet') ? await warmDays(key, size) : await warmLines(key)
  table.push([kind, size, requests, bytes, found])
}
printTable(['kept as', 'bytes', 'requests', 'bytes read', 'days'], table)

/** A line of text says nothing about what follows: read all of it. */
async function warmLines(key: string): Promise<number> {
  await read(key, 0, undefined)
  return rows.filter((row) => Number(row[place]) > LIMIT).length
}

/** hyparquet reads the footer, and then what the footer does not rule out. */
async function warmDays(key: string, byteLength: number): Promise<number> {
  const slice = (start: number, end?: number) => read(key, start, end ?? byteLength)
  const file = { byteLength, slice }
  const metadata = await parquetMetadataAsync(file, { initialFetchSize: 4_096 })
  const $gt = key === 'text.parquet' ? String(LIMIT) : LIMIT
  const filter = { temp_max: { $gt } }
  const columns = ['date', 'temp_max']
  const found = await parquetReadObjects({ file, metadata, columns, filter })
  return found.filter(({ temp_max: degrees }) => Number(degrees) > LIMIT).length
}

async function read(Key: string, start: number, end: number | undefined): Promise<ArrayBuffer> {
  const Range = `bytes=${start}-${end === undefined ? '' : end - 1}`
  const { Body } = await aws.send(new GetObjectCommand({ Bucket: lake.name, Key, Range }))
  const content = await Body!.transformToByteArray()
  requests++
  bytes += content.length
  return Uint8Array.from(content).buffer
}

function parquet(all: string[][], typed: ReadonlySet<string>): Uint8Array {
  const columnData = names.map((name, at): ColumnSource =>
    typed.has(name)
      ? { name, type: 'DOUBLE', data: all.map((row) => Number(row[at])) }
      : { name, type: 'STRING', data: all.map((row) => row[at]!) },
  )
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 200 }))
}
