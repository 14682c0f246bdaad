import { createGunzip } from 'node:zlib'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'

export class MissingColumn extends Error {
  override name = 'MissingColumn'
}

interface Row {
  n: number
  parts: number[]
  min: number
  max: number
  nulls: number
}

// A pipeline for gzip, lines put together until their quotes are even, fields by a regular
// expression, and exact partial sums (Shewchuk) in the place of Kahan's.
export async function aggregateCsv(
  source: AsyncIterable<Uint8Array>,
  options: { group: string; value: string; gzip?: boolean },
) {
  const groups: Record<string, Row> = Object.create(null)
  let header: string[] | null = null
  const onLine = (line: string) => {
    const fields = split(line)
    if (header === null) {
      header = fields
      for (const name of [options.group, options.value]) {
        if (!fields.includes(name)) throw new MissingColumn(`"${name}" is not in the header`)
      }
      return
    }
    const text = fields[header.indexOf(options.value)] ?? ''
    const name = fields[header.indexOf(options.group)] ?? ''
    const row = (groups[name] ??= { n: 0, parts: [], min: Infinity, max: -Infinity, nulls: 0 })
    const number = parseFloat(text)
    if (text.trim() === '' || isNaN(Number(text))) row.nulls += 1
    else {
      row.n += 1
      row.parts = addExactly(row.parts, number)
      if (number < row.min) row.min = number
      if (number > row.max) row.max = number
    }
  }
  const consume = async (chunks: AsyncIterable<Uint8Array>) => {
    const decoder = new StringDecoder('utf8')
    let line = ''
    let quotes = 0
    const take = (text: string) => {
      const pieces = text.split('\n')
      pieces.forEach((piece, i) => {
        line += piece
        for (let at = piece.indexOf('"'); at >= 0; at = piece.indexOf('"', at + 1)) quotes++
        if (i === pieces.length - 1) return
        if (quotes % 2 === 1) line += '\n'
        else {
          onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
          line = ''
          quotes = 0
        }
      })
    }
    for await (const chunk of chunks) take(decoder.write(Buffer.from(chunk)))
    take(decoder.end())
    if (line !== '') onLine(line)
  }
  if (options.gzip) await pipeline(source, createGunzip(), consume)
  else await consume(source)
  if (header === null) onLine('')
  return new Map(
    Object.entries(groups).map(([name, { parts, ...row }]) => [
      name,
      { ...row, sum: parts.reduce((sum, part) => sum + part, 0) },
    ]),
  )
}

function split(line: string): string[] {
  const fields: string[] = []
  for (const [, quoted, bare] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
  }
  return fields
}

function addExactly(parts: number[], value: number): number[] {
  const next: number[] = []
  let carry = value
  for (const part of parts) {
    const [large, small] = Math.abs(carry) < Math.abs(part) ? [part, carry] : [carry, part]
    const sum = large + small
    const lost = small - (sum - large)
    if (lost !== 0) next.push(lost)
    carry = sum
  }
  return [...next, carry]
}
