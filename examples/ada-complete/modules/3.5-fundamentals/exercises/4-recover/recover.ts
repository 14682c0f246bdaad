import { crc32 } from 'node:zlib'
import type { Page, Recovery } from '../../recover.ts'

export class CorruptLog extends Error {
  override name = 'CorruptLog'
}

interface Line {
  lsn: number
  tx?: string
  type: string
  page: number
  before: string
  after: string
}

// Parses everything first, then works out each page's history by itself.
export function recover(pages: Map<number, Page>, log: Uint8Array): Recovery {
  const lines = parse(new DataView(log.buffer, log.byteOffset, log.byteLength), [])
  const lastCheckpoint = lines.reduce(
    (last, { type, lsn }) => (type === 'checkpoint' ? lsn : last),
    -Infinity,
  )
  const finished = lines.flatMap(({ type, tx }) => (/^(commit|abort)$/.test(type) ? [tx] : []))
  const byPage = Map.groupBy(
    lines.filter(({ type }) => type === 'update'),
    ({ page }) => page,
  )
  const result = new Map<number, Page>()
  for (const [number, { lsn, value }] of pages) result.set(number, { lsn, value })
  const redone: number[] = []
  const undone: number[] = []
  for (const [number, history] of byPage) {
    const start = result.get(number) ?? { lsn: 0, value: '' }
    const redo = history.filter(({ lsn }) => lsn > lastCheckpoint && lsn > start.lsn)
    const undo = history.filter(({ tx }) => !finished.includes(tx))
    redone.push(...redo.map(({ lsn }) => lsn))
    undone.push(...undo.map(({ lsn }) => lsn))
    const touched = redo.length > 0 || undo.length > 0 || result.has(number)
    const wanted = history.some(({ lsn }) => lsn > lastCheckpoint)
    if (!touched && !wanted) continue
    const value = undo[0]?.before ?? redo.at(-1)?.after ?? start.value
    result.set(number, { lsn: redo.at(-1)?.lsn ?? start.lsn, value })
  }
  return {
    pages: result,
    redone: redone.sort((a, b) => a - b),
    undone: undone.sort((a, b) => b - a),
  }
}

function parse(view: DataView, found: Line[]): Line[] {
  if (view.byteLength < 8) return found
  const length = view.getUint32(0, true)
  const rest = view.byteLength - 8 - length
  if (rest < 0) return found
  const body = new Uint8Array(view.buffer, view.byteOffset + 8, length)
  if (crc32(body) === view.getUint32(4, true)) {
    found.push(lineOf(body))
  } else if (rest > 0) throw new CorruptLog('A record in the middle is damaged')
  return parse(new DataView(view.buffer, view.byteOffset + 8 + length, rest), found)
}

function lineOf(body: Uint8Array): Line {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as Line
  } catch {
    throw new CorruptLog(`Not JSON: ${body.length} bytes`)
  }
}
