import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Derives this folder's files from the package vega-datasets 3.2.1:
 *
 *     npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
 *     node derive.ts package/data
 */
const source = process.argv[2] ?? 'package/data'
const read = (name: string) => readFileSync(path.join(source, name), 'utf8')
const write = (name: string, text: string) =>
  writeFileSync(new URL(name, import.meta.url), `${text}\n`)

write('warmest.json', warmest(read('weather.csv')))
write('earthquakes.json', earthquakes(read('earthquakes.json')))

/** Each day's highest temperature, by place and year: samples that have drifted, or have not. */
function warmest(csv: string): string {
  const [, ...lines] = csv.trimEnd().split(/\r?\n/)
  const days = lines.map((line) => line.split(','))
  const wanted = [
    ['Seattle', '2012'],
    ['Seattle', '2013'],
    ['New York', '2012'],
  ]
  const samples = wanted.map(([place = '', year = '']) => {
    const values = days
      .filter(([where, date = '']) => where === place && date.startsWith(year))
      .map(([, , , temperature]) => Number(temperature))
    return `  ${JSON.stringify(`${place} ${year}`)}: ${JSON.stringify(values)}`
  })
  return `{\n${samples.join(',\n')}\n}`
}

/** When the earth shook, and when that became known, in the order of the latter. */
function earthquakes(json: string): string {
  const { features } = JSON.parse(json) as {
    features: { id: string; properties: { time: number; updated: number } }[]
  }
  const rows = features
    .map(({ id, properties: { time, updated } }) => ({ id, time, updated }))
    .toSorted((a, b) => a.updated - b.updated || (a.id < b.id ? -1 : 1))
    .map((row) => `  ${JSON.stringify([row.id, row.time, row.updated])}`)
  return `[\n${rows.join(',\n')}\n]`
}
