import { Refusal, UnreadableArchive } from './refusal.ts'

const BLOCK = 512

/** No path that a person typed comes near this; a header that claims more is hostile. */
const LONGEST_HEADER = 64 * 1024

/** One entry of a tar archive; its bytes are `archive.subarray(start, start + size)`. */
export interface TarEntry {
  name: Uint8Array
  /** The type flag, `0` for a regular file whichever way it was written. */
  type: string
  start: number
  size: number
  /** GNU's sparse files keep a table in front of their bytes. */
  isSparse: boolean
}

/** Whether bytes begin like a tar archive: a first header whose checksum is right. */
export function isTar(bytes: Buffer): boolean {
  return bytes.length >= BLOCK && bytes[0] !== 0 && hasRightChecksum(bytes.subarray(0, BLOCK))
}

/**
 * Lists a tar archive that is held in memory: ustar, pax and GNU's long names.
 *
 * Our own reader, as no library bounds the headers that it buffers (`LONGEST_HEADER`).
 *
 * @returns its entries in order, and the comment that `git archive` writes: the commit
 * @throws {Refusal} where it is damaged or has more than `maxEntries`.
 */
export function tarEntries(
  archive: Buffer,
  maxEntries: number,
): { entries: TarEntry[]; comment?: string } {
  const entries: TarEntry[] = []
  let comment: string | undefined
  let extended: Extended = {}
  for (let headers = 0, at = 0; ; headers++) {
    // Every entry may have a header of its own for a long name, and one for pax.
    if (headers > maxEntries * 3 || entries.length > maxEntries) {
      throw new Refusal(`holds more than ${maxEntries} files and folders`)
    }
    const header = archive.subarray(at, at + BLOCK)
    if (header.length < BLOCK) throw damaged('it ends early')
    if (header.every((byte) => byte === 0)) break
    if (!hasRightChecksum(header)) throw damaged('the checksum of a header is wrong')

    const type = typeOf(header)
    const isHeader = 'xgLK'.includes(type)
    const size = isHeader ? sizeOf(header) : (extended.size ?? sizeOf(header))
    const start = at + BLOCK
    if (start + size > archive.length) throw damaged('it ends early')
    const body = archive.subarray(start, start + size)
    at = start + Math.ceil(size / BLOCK) * BLOCK

    if (isHeader && size > LONGEST_HEADER) throw damaged('it has an oversized header')
    if (type === 'x') extended = { ...extended, ...readPax(body) }
    else if (type === 'g') comment = readPax(body).comment ?? comment
    else if (type === 'L') extended = { path: untilNul(body), ...extended }
    else if (type !== 'K') {
      const name = extended.path ?? nameOf(header)
      entries.push({ name, type, start, size, isSparse: extended.isSparse ?? false })
      extended = {}
    }
  }
  return { entries, ...(comment === undefined ? {} : { comment }) }
}

interface Extended {
  path?: Uint8Array
  size?: number
  comment?: string
  isSparse?: true
}

function readPax(body: Buffer): Extended {
  const found: Extended = {}
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(' ', at)
    const length = space === -1 ? 0 : decimal(body.toString('latin1', at, space))
    const end = at + length
    const equals = body.indexOf('=', space)
    const isRecord = end > space && end <= body.length && equals > space && equals < end - 1
    if (!isRecord || body[end - 1] !== 0x0a) throw damaged('it has a malformed header')
    const key = body.toString('latin1', space + 1, equals)
    const value = body.subarray(equals + 1, end - 1)
    if (key === 'path') found.path = value
    if (key === 'size') found.size = decimal(value.toString('latin1'))
    if (key === 'comment') found.comment = value.toString('latin1')
    if (key.startsWith('GNU.sparse.')) found.isSparse = true
    at = end
  }
  return found
}

function hasRightChecksum(header: Uint8Array): boolean {
  // The checksum is taken with its own field read as eight spaces.
  let sum = 8 * 0x20
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte
  return octal(header.subarray(148, 156)) === sum
}

function typeOf(header: Uint8Array): string {
  const flag = header[156]!
  if (flag !== 0) return String.fromCharCode(flag)
  // Before POSIX, a folder was a file whose name ends in a slash.
  return nameOf(header).at(-1) === 0x2f ? '5' : '0'
}

function nameOf(header: Uint8Array): Uint8Array {
  const name = untilNul(header.subarray(0, 100))
  const isPosix = Buffer.from(header.subarray(257, 263)).toString('latin1') === 'ustar\0'
  const prefix = isPosix ? untilNul(header.subarray(345, 500)) : new Uint8Array()
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name])
}

function sizeOf(header: Uint8Array): number {
  const field = header.subarray(124, 136)
  // GNU writes sizes from 8 GiB in base 256; none of those fits into memory anyway.
  const size = field[0]! & 0x80 ? undefined : octal(field)
  if (size === undefined) throw damaged('an entry has no proper size')
  return size
}

function octal(field: Uint8Array): number | undefined {
  const digits = /^ *([0-7]+)[ \0]*$/.exec(Buffer.from(field).toString('latin1'))?.[1]
  return digits === undefined ? undefined : Number.parseInt(digits, 8)
}

function decimal(digits: string): number {
  if (!/^\d{1,15}$/.test(digits)) throw damaged('it has a malformed header')
  return Number(digits)
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0)
  return end === -1 ? bytes : bytes.subarray(0, end)
}

function damaged(what: string): UnreadableArchive {
  return new UnreadableArchive(`is a damaged .tar: ${what}`)
}
