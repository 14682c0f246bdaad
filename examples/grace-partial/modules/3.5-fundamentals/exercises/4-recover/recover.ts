// Looks for losers after the checkpoint only.
import { crc32 } from 'node:zlib'
import type { Page, Recovery } from '../../recover.ts'

export class CorruptLog extends Error {
  override name = 'CorruptLog'
}

interface Update {
  type: 'update'
  lsn: number
  tx: string
  page: number
  before: string
  after: string
}

type LogRecord =
  | Update
  | { type: 'commit' | 'abort'; lsn: number; tx: string }
  | { type: 'checkpoint'; lsn: number; active: string[] }

const HEAD = 8

export function recover(before: Map<number, Page>, log: Uint8Array): Recovery {
  const pages = new Map([...before].map(([number, page]) => [number, { ...page }]))
  const records = [...recordsOf(Buffer.from(log))]
  const redone: number[] = []
  const undone: number[] = []
  const pageOf = (number: number) => {
    const page = pages.get(number) ?? { lsn: 0, value: '' }
    pages.set(number, page)
    return page
  }

  const checkpoint = records.findLastIndex(({ type }) => type === 'checkpoint')
  for (const record of records.slice(checkpoint + 1)) {
    if (record.type !== 'update') continue
    const page = pageOf(record.page)
    if (page.lsn >= record.lsn) continue
    page.lsn = record.lsn
    page.value = record.after
    redone.push(record.lsn)
  }

  const ended = new Set<string>()
  for (const record of records) {
    if (record.type === 'commit' || record.type === 'abort') ended.add(record.tx)
  }
  for (const record of records.slice(checkpoint + 1).toReversed()) {
    if (record.type !== 'update' || ended.has(record.tx)) continue
    pageOf(record.page).value = record.before
    undone.push(record.lsn)
  }
  return { pages, redone, undone }
}

function* recordsOf(log: Buffer): Generator<LogRecord> {
  let at = 0
  while (at + HEAD <= log.length) {
    const end = at + HEAD + log.readUInt32LE(at)
    if (end > log.length) return
    const body = log.subarray(at + HEAD, end)
    if (crc32(body) !== log.readUInt32LE(at + 4)) {
      if (end === log.length) return
      throw new CorruptLog(`The record at byte ${at} is damaged, and others follow`)
    }
    yield parse(body, at)
    at = end
  }
}

function parse(body: Buffer, at: number): LogRecord {
  try {
    return JSON.parse(body.toString()) as LogRecord
  } catch (cause) {
    throw new CorruptLog(`The record at byte ${at} is no JSON`, { cause })
  }
}
