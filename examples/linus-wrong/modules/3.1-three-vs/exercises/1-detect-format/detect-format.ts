// Takes whatever starts with a bracket for JSON.
import type { Detected, Format } from '../../detect-format.ts'

type Content = Omit<Detected, 'extensionLies'>

const PROMISES: Record<string, Format | Content['compression']> = {
  parquet: 'parquet',
  orc: 'orc',
  avro: 'avro',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  tsv: 'tsv',
  gz: 'gzip',
  zst: 'zstd',
  bz2: 'bzip2',
}

/** Says what an object holds, judging by its bytes; the key only shows whether it lies. */
export function detectFormat(key: string, head: Uint8Array, tail: Uint8Array): Detected {
  const content = contentOf(latin1(head), latin1(tail), head)
  const extension = /\.([^./]+)$/.exec(key)?.[1]?.toLowerCase() ?? ''
  const promised = Object.hasOwn(PROMISES, extension) ? PROMISES[extension] : undefined
  const actual = content.compression === 'none' ? content.format : content.compression
  const isBound = promised !== undefined && content.format !== 'empty'
  return { ...content, extensionLies: isBound && promised !== actual }
}

function contentOf(start: string, end: string, head: Uint8Array): Content {
  const plain = (format: Format): Content => ({ format, compression: 'none' })
  if (start === '') return plain('empty')
  if (start.startsWith('\x1f\x8b')) return { format: 'binary', compression: 'gzip' }
  if (start.startsWith('\x28\xb5\x2f\xfd')) return { format: 'binary', compression: 'zstd' }
  if (/^BZh[1-9]/.test(start)) return { format: 'binary', compression: 'bzip2' }
  if (start.startsWith('PAR1')) return plain(end.endsWith('PAR1') ? 'parquet' : 'binary')
  if (start.startsWith('ORC') && /ORC[^]$/.test(end)) return plain('orc')
  if (start.startsWith('Obj\x01')) return plain('avro')
  const text = textOf(head)
  return plain(text === undefined ? 'binary' : textFormat(text))
}

function textOf(head: Uint8Array): string | undefined {
  try {
    // Streaming leaves a character that is cut at the end for a next chunk.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    // oxlint-disable-next-line no-control-regex -- control characters are the question
    return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function textFormat(text: string): Format {
  if (/^\s*[[{]/.test(text)) return isJsonLines(text) ? 'jsonl' : 'json'
  if (isTable(text, '\t')) return 'tsv'
  return isTable(text, ',') ? 'csv' : 'text'
}

function isJsonLines(text: string): boolean {
  const [first = '', ...rest] = text.trimStart().split('\n')
  if (rest.every((line) => line.trim() === '')) return false
  try {
    JSON.parse(first)
    return true
  } catch {
    return false
  }
}

/** True if two or more records have the same number of separators, but for a last one that is cut. */
function isTable(text: string, separator: ',' | '\t'): boolean {
  const counts = separatorsPerRecord(text, separator)
  const [first = 0] = counts
  if (!text.endsWith('\n') && counts.at(-1)! < first) counts.pop()
  return first > 0 && counts.length >= 2 && counts.every((count) => count === first)
}

function separatorsPerRecord(text: string, separator: string): number[] {
  const unquoted = text.replaceAll(/(?<=^|[\t,\n])"(?:[^"]|"")*(?:"|$)/g, 'quoted')
  const records = unquoted.split('\n').filter((record) => record.trim() !== '')
  return records.map((record) => record.split(separator).length - 1)
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
