import type { Tag } from '@aws-sdk/client-s3'
import type { S3Errors } from './errors.ts'

/** How many tags an object and a bucket can have (S3 User Guide, "Categorizing your storage"). */
const LIMITS = { object: 10, bucket: 50 }

/** What carries tags. */
export type Tagged = keyof typeof LIMITS

/** Letters, digits, spaces and these signs are what tags consist of (SDK text of `Tag`). */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** A tag set that S3 takes. Throws InvalidTag, MalformedXML and, for too many, BadRequest. */
export function checkTags(
  tags: readonly Tag[] | undefined,
  tagged: Tagged,
  errors: S3Errors,
): Tag[] {
  if (!tags || tags.some(({ Key, Value }) => Key === undefined || Value === undefined)) {
    return errors.fail('MalformedXML')
  }
  const keys = new Set<string>()
  for (const { Key = '', Value = '' } of tags) {
    if (keys.has(Key)) {
      const message = 'Cannot provide multiple Tags with the same key'
      errors.fail('InvalidTag', { message, TagKey: Key })
    }
    keys.add(Key)
    checkTag({ Key, Value }, tagged, errors)
  }
  if (tags.length > LIMITS[tagged]) {
    const subject = tagged === 'object' ? 'Object' : 'Bucket'
    const message = `${subject} tags cannot be greater than ${LIMITS[tagged]}`
    errors.fail('BadRequest', { message })
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }))
}

/** The tags of a `Tagging` header, written as URL query parameters. Throws InvalidArgument. */
export function parseTagging(header: string | undefined, errors: S3Errors): Tag[] {
  if (!header) return []
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }))
  const isDuplicate = new Set(tags.map(({ Key }) => Key)).size < tags.length
  if (isDuplicate || tags.some(({ Key, Value }) => !ALLOWED.test(Key) || !ALLOWED.test(Value))) {
    return errors.fail('InvalidArgument', {
      ArgumentName: 'x-amz-tagging',
      ArgumentValue: header,
      message:
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    })
  }
  return checkTags(tags, 'object', errors)
}

function checkTag(
  { Key, Value }: { Key: string; Value: string },
  tagged: Tagged,
  errors: S3Errors,
) {
  if (Key.startsWith('aws:')) {
    const message =
      tagged === 'object'
        ? 'Your TagKey cannot be prefixed with aws:'
        : 'System tags cannot be added/updated by requester'
    errors.fail('InvalidTag', { message, TagKey: Key })
  }
  if (Key === '' || Key.length > 128 || !ALLOWED.test(Key)) {
    errors.fail('InvalidTag', { message: 'The TagKey you have provided is invalid', TagKey: Key })
  }
  if (Value.length > 256 || !ALLOWED.test(Value)) {
    const message = 'The TagValue you have provided is invalid'
    errors.fail('InvalidTag', { message, TagKey: Key, TagValue: Value })
  }
}
