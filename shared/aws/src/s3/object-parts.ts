import type { ChecksumMode } from '@aws-sdk/client-s3'
import type { S3 } from './account.ts'
import { checksumMembers, type ChecksumOutput } from './checksums.ts'
import { type ByteRange, contentRange, parseRange } from './ranges.ts'
import type { ObjectVersion } from './state.ts'

/** The members of an input that select bytes of an object. */
export interface Selection {
  Range?: string | undefined
  PartNumber?: number | undefined
  ChecksumMode?: ChecksumMode | undefined
}

/** The bytes selected, undefined for all, and what an output tells of them. */
export interface Selected extends ChecksumOutput {
  range: ByteRange | undefined
  ContentLength: number
  ContentRange?: string
  PartsCount?: number
}

/**
 * Selects bytes of an object by range or by part. The checksum is told only where it covers what
 * is sent (SDK text of `ChecksumMode`). Throws InvalidRange, InvalidPartNumber, InvalidRequest.
 */
export function selectBytes(s3: S3, object: ObjectVersion, input: Selection): Selected {
  const { Range, PartNumber, ChecksumMode } = input
  if (PartNumber !== undefined) return selectPart(s3, object, input)
  const { size } = object.content
  const range = parseRange(Range, size, s3.errors)
  const isWhole = !range || range.end - range.start === size
  return {
    range,
    ContentLength: range ? range.end - range.start : size,
    ...(range && { ContentRange: contentRange(range, size) }),
    ...(isWhole && ChecksumMode === 'ENABLED' && checksumMembers(object.checksum)),
  }
}

function selectPart({ errors }: S3, object: ObjectVersion, input: Selection): Selected {
  if (input.Range !== undefined) {
    const message = 'Cannot specify both Range header and partNumber query parameter'
    errors.fail('InvalidRequest', { message })
  }
  const { checksum, content, parts } = object
  const number = input.PartNumber!
  const count = parts?.length ?? 1
  const index = parts ? parts.findIndex((part) => part.number === number) : number - 1
  if (index < 0 || index >= count) {
    errors.fail('InvalidPartNumber', {
      ActualPartCount: String(count),
      PartNumberRequested: String(number),
    })
  }
  const sizes = parts?.map(({ size }) => size) ?? [content.size]
  const start = sizes.slice(0, index).reduce((sum, size) => sum + size, 0)
  const range = { start, end: start + sizes[index]! }
  const value = parts ? parts[index]!.checksum : checksum?.value
  const isTold = input.ChecksumMode === 'ENABLED' && checksum && value !== undefined
  return {
    range,
    ContentLength: range.end - range.start,
    ...(content.size > 0 && { ContentRange: contentRange(range, content.size) }),
    ...(parts && { PartsCount: count }),
    ...(isTold && checksumMembers({ ...checksum, value })),
  }
}
