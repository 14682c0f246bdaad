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

write(
  'birdstrikes.csv',
  thinOut(read('birdstrikes.csv'), (_, row) => row % 40 === 1),
)
write('airports.csv', thinOut(read('airports.csv'), keepAirport))
write('flights.json', flights(read('flights-10k.json')))

/** Keeps the header and the chosen lines; neither file has a line break inside quotes. */
function thinOut(csv: string, keep: (line: string, row: number) => boolean): string {
  const [header, ...lines] = csv.trimEnd().split(/\r?\n/)
  return [header, ...lines.filter(keep)].join('\n')
}

/** Names with commas, codes that look like numbers, and a sample of the rest. */
function keepAirport(line: string, row: number): boolean {
  return line.includes('"') || /^0E\d/.test(line) || row % 20 === 0
}

/** When each flight left (minutes since New Year) and from where: what a stream of them needs. */
function flights(json: string): string {
  const all = JSON.parse(json) as { date: string; origin: string }[]
  const start = Date.parse('2001-01-01T00:00:00Z')
  const rows = all
    .filter((_, row) => row % 2 === 0)
    .map(({ date, origin }) => {
      const left = Date.parse(`${date.replaceAll('/', '-').replace(' ', 'T')}:00Z`)
      return `  [${(left - start) / 60_000}, ${JSON.stringify(origin)}]`
    })
  return `[\n${rows.join(',\n')}\n]`
}
