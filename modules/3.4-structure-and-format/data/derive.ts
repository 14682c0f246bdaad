import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Derives this folder's files from the package vega-datasets 3.2.1:
 *
 *     npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
 *     node derive.ts package/data
 */
const source = process.argv[2] ?? 'package/data'

thinOut('weather.csv', (_, row) => row % 2 === 0)
// The first code without a leading zero is row 1,940: both kinds stay.
thinOut('zipcodes.csv', (_, row) => row % 60 === 0 || row === 1940)
thinOut('airports.csv', (line, row) => /^0E\d/.test(line) || row % 20 === 0)
thinOut('birdstrikes.csv', (_, row) => row % 40 === 1)

/** Keeps the header and the chosen lines; no file has a line break inside quotes. */
function thinOut(name: string, keep: (line: string, row: number) => boolean): void {
  const [header, ...lines] = readFileSync(path.join(source, name), 'utf8').trimEnd().split(/\r?\n/)
  const kept = [header, ...lines.filter(keep)].join('\n')
  writeFileSync(new URL(name, import.meta.url), `${kept}\n`)
}
