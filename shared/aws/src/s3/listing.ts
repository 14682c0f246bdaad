import type { S3Errors } from './errors.ts'
import type { SortedMap } from '../sorted-map.ts'
import { compareUtf8 } from './utf8-order.ts'

/** The most entries of one page. */
export const PAGE_LIMIT = 1000

/** What to list, and from where. */
export interface ListingRequest {
  prefix: string
  delimiter: string
  /** Keys and common prefixes up to and including this one are past; empty for none. */
  after: string
}

/** One entry of a listing: a key with its value, or a common prefix. */
export type Entry<Value> = { prefix: string } | { key: string; value: Value }

/** One page of a listing. */
export interface Page<Value> {
  entries: Entry<Value>[]
  isTruncated: boolean
  /** The last entry, from where the next page goes on. */
  last: Entry<Value> | undefined
}

/**
 * Takes one page from a walk. A limit of 0 gives an empty page that is not truncated.
 */
export function takePage<Value>(walk: Iterable<Entry<Value>>, limit: number): Page<Value> {
  const entries: Entry<Value>[] = []
  for (const entry of limit > 0 ? walk : []) {
    if (entries.length === limit) return { entries, isTruncated: true, last: entries.at(-1) }
    entries.push(entry)
  }
  return { entries, isTruncated: false, last: entries.at(-1) }
}

/**
 * Walks keys in order, rolling up those that share what follows the prefix up to the delimiter.
 * `select` gives what to list of each key, undefined for nothing. The cost grows with what is
 * taken: a common prefix is stepped over, however many keys it stands for.
 */
export function* walk<Stored, Value>(
  map: SortedMap<Stored>,
  request: ListingRequest,
  select: (stored: Stored) => Value | undefined,
): Generator<Entry<Value>> {
  const { prefix } = request
  let position = startOf(request)
  while (position !== undefined) {
    const next = firstFrom(map, position, { prefix, select })
    if (!next) return
    const common = commonPrefix(next.key, request)
    yield common === undefined ? next : { prefix: common }
    position = common === undefined ? behind(next.key) : past(common)
  }
}

/** The key or common prefix of an entry. */
export function nameOf(entry: Entry<unknown>): string {
  return 'prefix' in entry ? entry.prefix : entry.key
}

/** The part of a key up to the first delimiter behind the prefix, or undefined. */
export function commonPrefix(
  key: string,
  { prefix, delimiter }: Pick<ListingRequest, 'prefix' | 'delimiter'>,
): string | undefined {
  if (delimiter === '') return undefined
  const at = key.indexOf(delimiter, prefix.length)
  return at < 0 ? undefined : key.slice(0, at + delimiter.length)
}

/**
 * Percent-encodes as S3 does for `EncodingType: 'url'`: like a form, so a space is a plus sign, but
 * slashes and asterisks stay (tests of real S3 in LocalStack; the S3 notes in MinIO's source).
 */
export function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
}

/** How a listing writes its keys. Throws InvalidArgument for an unknown encoding. */
export function keyEncoder(encodingType: string | undefined, errors: S3Errors) {
  if (encodingType === undefined) return (key: string) => key
  if (encodingType === 'url') return encodeKey
  return errors.fail('InvalidArgument', {
    ArgumentName: 'encoding-type',
    ArgumentValue: encodingType,
    message: 'Invalid Encoding Method specified in Request',
  })
}

/** The size of a page: 1,000 at most and by default. Throws InvalidArgument for less than 0. */
export function pageSize(asked: number | undefined, argument: string, errors: S3Errors): number {
  if (asked === undefined) return PAGE_LIMIT
  if (Number.isInteger(asked) && asked >= 0) return Math.min(asked, PAGE_LIMIT)
  return errors.fail('InvalidArgument', {
    ArgumentName: argument,
    ArgumentValue: String(asked),
    message: `Argument ${argument} must be an integer between 0 and 2147483647`,
  })
}

/** The first key to look at; undefined where nothing can follow. */
function startOf(request: ListingRequest): string | undefined {
  const { prefix, after } = request
  if (compareUtf8(after, prefix) < 0 || after === '') return prefix
  const common = after.startsWith(prefix) ? commonPrefix(after, request) : undefined
  return common === undefined ? behind(after) : past(common)
}

/** The key right behind a key: no other one fits between. */
function behind(key: string): string {
  return `${key}\0`
}

/** Behind every key that starts with a prefix; undefined where nothing can follow. */
function past(prefix: string): string | undefined {
  for (let end = prefix.length; end > 0;) {
    const codePoint = lastCodePoint(prefix.slice(0, end))
    const head = prefix.slice(0, end - String.fromCodePoint(codePoint).length)
    if (codePoint < 0x10ffff) return head + nextCharacter(codePoint)
    end = head.length
  }
  return undefined
}

function lastCodePoint(text: string): number {
  const isPair = /[\ud800-\udbff][\udc00-\udfff]$/.test(text)
  return text.codePointAt(text.length - (isPair ? 2 : 1))!
}

/** Surrogates are no characters, so U+E000 follows U+D7FF. */
function nextCharacter(codePoint: number): string {
  return String.fromCodePoint(codePoint === 0xd7ff ? 0xe000 : codePoint + 1)
}

function firstFrom<Stored, Value>(
  map: SortedMap<Stored>,
  from: string,
  { prefix, select }: { prefix: string; select: (stored: Stored) => Value | undefined },
): { key: string; value: Value } | undefined {
  for (const [key, stored] of map.ascending({ from })) {
    if (!key.startsWith(prefix)) return undefined
    const value = select(stored)
    if (value !== undefined) return { key, value }
  }
  return undefined
}
