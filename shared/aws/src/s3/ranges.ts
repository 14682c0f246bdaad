import type { S3Errors } from './errors.ts'

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * The bytes that a `Range` header asks for; undefined for all of them. S3 ignores what it cannot
 * parse and several ranges at once. Throws InvalidRange, also for any range of an empty object.
 */
export function parseRange(
  range: string | undefined,
  size: number,
  errors: S3Errors,
): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size)
  if (start < end) return { start, end }
  return errors.fail('InvalidRange', { ActualObjectSize: String(size), RangeRequested: range })
}

/** The `Content-Range` header of a range in an object of this size. */
export function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end - 1}/${size}`
}

/**
 * The bytes of a `CopySourceRange`, which must have both ends inside the source; undefined for
 * all of them. Throws InvalidArgument and InvalidRequest.
 */
export function parseCopyRange(
  range: string | undefined,
  size: number,
  errors: S3Errors,
): ByteRange | undefined {
  if (range === undefined) return undefined
  const argument = { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: range }
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? []
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    return errors.fail('InvalidArgument', {
      ...argument,
      message:
        'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    })
  }
  if (Number(first) >= size) {
    const message = 'The specified copy range is invalid for the source object size'
    errors.fail('InvalidRequest', { message })
  }
  if (Number(last) >= size) {
    const message = `Range specified is not valid for source object of size: ${size}`
    errors.fail('InvalidArgument', { ...argument, message })
  }
  return { start: Number(first), end: Number(last) + 1 }
}
