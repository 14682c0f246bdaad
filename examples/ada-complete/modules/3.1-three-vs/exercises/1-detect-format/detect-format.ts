import type { Detected } from '../../detect-format.ts'

type Content = Omit<Detected, 'extensionLies'>

// Walks over the bytes and characters once instead of matching patterns.
export function detectFormat(key: string, head: Uint8Array, tail: Uint8Array): Detected {
  const content = look(Buffer.from(head), Buffer.from(tail))
  return { ...content, extensionLies: content.format !== 'empty' && breaksPromise(key, content) }
}

function breaksPromise(key: string, { format, compression }: Content): boolean {
  const lower = key.toLowerCase()
  const ends = (...extensions: string[]) => extensions.some((end) => lower.endsWith(`.${end}`))
  if (ends('gz')) return compression !== 'gzip'
  if (ends('zst')) return compression !== 'zstd'
  if (ends('bz2')) return compression !== 'bzip2'
  if (ends('jsonl', 'ndjson')) return format !== 'jsonl'
  for (const kind of ['parquet', 'orc', 'avro', 'json', 'csv', 'tsv']) {
    if (ends(kind)) return compression !== 'none' || format !== kind
  }
  return false
}

function look(head: Buffer, tail: Buffer): Content {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
  if (head.length === 0) return { format: 'empty', compression: 'none' }
  if (starts(0x1f, 0x8b)) return { format: 'binary', compression: 'gzip' }
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) return { format: 'binary', compression: 'zstd' }
  if (starts(0x42, 0x5a, 0x68) && head[3]! >= 0x31 && head[3]! <= 0x39) {
    return { format: 'binary', compression: 'bzip2' }
  }
  return { format: uncompressed(head, tail), compression: 'none' }
}

function uncompressed(head: Buffer, tail: Buffer): Detected['format'] {
  const front = head.toString('latin1', 0, 4)
  if (front === 'PAR1') {
    return tail.subarray(-4).toString('latin1') === 'PAR1' ? 'parquet' : 'binary'
  }
  if (front.slice(0, 3) === 'ORC' && tail.subarray(-4, -1).toString('latin1') === 'ORC')
    return 'orc'
  if (front === 'Obj\u0001') return 'avro'
  const text = decodeLeniently(head)
  if (text === undefined) return 'binary'
  const documents = scanJson(text)
  if (documents !== undefined) return documents > 1 ? 'jsonl' : 'json'
  if (evenlySplit(text, '\t')) return 'tsv'
  return evenlySplit(text, ',') ? 'csv' : 'text'
}

/** Tries again without the last one to three bytes, which may be the start of a character. */
function decodeLeniently(head: Buffer): string | undefined {
  for (let cut = 0; cut <= 3; cut++) {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(
        head.subarray(0, head.length - cut),
      )
      const isControl = (code: number) => (code < 32 && ![9, 10, 13].includes(code)) || code === 127
      const clean = !text.split('').some((char) => isControl(char.charCodeAt(0)))
      return clean ? text : undefined
    } catch {
      continue
    }
  }
  return undefined
}

/** Counts the JSON objects and arrays one after the other; undefined where something else stands. */
function scanJson(text: string): number | undefined {
  let documents = 0
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (quoted) {
      if (char === '\\') at++
      else if (char === '"') quoted = false
    } else if (char === '{' || char === '[') {
      if (depth++ === 0) documents++
    } else if (depth === 0) {
      if (char.trim() !== '') return undefined
    } else if (char === '}' || char === ']') depth--
    else if (char === '"') quoted = true
    else if (/[a-zA-Z]/.test(char)) {
      const word = /^[a-zA-Z]+/.exec(text.slice(at))![0]
      const cut = at + word.length === text.length
      const known = ['true', 'false', 'null', 'e', 'E']
      if (!known.some((one) => (cut ? one.startsWith(word) : one === word))) return undefined
      at += word.length - 1
    } else if (!/[\s:,\d.+-]/.test(char)) return undefined
  }
  return documents || undefined
}

function evenlySplit(text: string, separator: string): boolean {
  const counts: number[] = []
  let count = 0
  let blank = true
  let quoted = false
  let atFieldStart = true
  for (const char of text) {
    if (quoted) {
      if (char === '"') quoted = false
      // A quote right after the closing one is an escaped quote: the field goes on.
      atFieldStart = true
      continue
    }
    if (char === '"' && (atFieldStart || blank)) quoted = true
    if (char === separator) count++
    if (char === '\n') {
      if (!blank) counts.push(count)
      count = 0
      blank = true
    } else if (char.trim() !== '' || char === separator) blank = false
    atFieldStart = char === ',' || char === '\t' || char === '\n'
  }
  if (!blank && count >= (counts[0] ?? 0)) counts.push(count)
  return counts.length >= 2 && counts[0]! > 0 && new Set(counts).size === 1
}
