import { present, type S3 } from './account.ts'
import { type AclInput, aclOf, ownershipOf } from './acls.ts'
import { type EncryptionInput, encryptionFor } from './encryption.ts'
import { type LockInput, newLock } from './locks.ts'
import type { Bucket, ObjectHeaders, StorageClass, Upload } from './state.ts'
import { parseTagging } from './tags.ts'

/** The members of an input that describe a new object. */
export interface NewObjectInput extends EncryptionInput, AclInput, LockInput, HeaderInput {
  Key?: string | undefined
  StorageClass?: string | undefined
  Tagging?: string | undefined
}

/** The members of an input that become an object's headers. */
export interface HeaderInput {
  CacheControl?: string | undefined
  ContentDisposition?: string | undefined
  ContentEncoding?: string | undefined
  ContentLanguage?: string | undefined
  ContentType?: string | undefined
  Expires?: Date | undefined
  WebsiteRedirectLocation?: string | undefined
  Metadata?: Record<string, string> | undefined
}

/** Everything about an object but its name, its time and its content. */
export type ObjectProperties = Upload['object']

/** S3's own default. The JS SDK sends `application/octet-stream` with every body. */
export const DEFAULT_CONTENT_TYPE = 'binary/octet-stream'

const STORAGE_CLASSES: readonly string[] = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] satisfies StorageClass[]
const KEY_LIMIT = 1024
const METADATA_LIMIT = 2048

/**
 * The properties of a new object. Throws KeyTooLongError (more than 1,024 bytes),
 * MetadataTooLarge (more than 2 KB), InvalidStorageClass, InvalidArgument and what tags, ACL,
 * encryption and Object Lock throw.
 */
export function newObject(s3: S3, bucket: Bucket, input: NewObjectInput): ObjectProperties {
  checkKey(s3, input.Key!)
  return {
    isDeleteMarker: false,
    headers: headersOf(s3, input),
    storageClass: storageClassOf(s3, input.StorageClass),
    encryption: encryptionFor(input, bucket, s3.errors),
    tags: parseTagging(input.Tagging, s3.errors),
    acl: aclOf(s3, ownershipOf(bucket), input),
    ...newLock(s3, bucket, input),
  }
}

/** The headers that an object keeps. Names of metadata are lower-case, as HTTP makes them. */
export function headersOf({ errors }: S3, input: HeaderInput): ObjectHeaders {
  const metadata = Object.entries(input.Metadata ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  )
  const size = metadata.reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0)
  if (size > METADATA_LIMIT) {
    errors.fail('MetadataTooLarge', { MaxSizeAllowed: String(METADATA_LIMIT), Size: String(size) })
  }
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType } = input
  return present({
    CacheControl,
    ContentDisposition,
    ContentEncoding,
    ContentLanguage,
    ContentType: ContentType ?? DEFAULT_CONTENT_TYPE,
    Expires: input.Expires && new Date(input.Expires),
    WebsiteRedirectLocation: input.WebsiteRedirectLocation,
    Metadata: Object.fromEntries(metadata),
  }) as ObjectHeaders
}

/** A storage class by its name. Throws InvalidStorageClass. */
export function storageClassOf({ errors }: S3, name: string | undefined): StorageClass {
  if (name === undefined) return 'STANDARD'
  if (STORAGE_CLASSES.includes(name)) return name as StorageClass
  return errors.fail('InvalidStorageClass', { StorageClassRequested: name })
}

function checkKey({ errors }: S3, key: string) {
  if (!key.isWellFormed()) errors.fail('InvalidURI', { URI: key.toWellFormed() })
  const size = Buffer.byteLength(key)
  if (size > KEY_LIMIT) {
    errors.fail('KeyTooLongError', { Size: String(size), MaxSizeAllowed: String(KEY_LIMIT) })
  }
}
