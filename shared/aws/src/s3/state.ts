import type {
  BucketVersioningStatus,
  Grant,
  LifecycleRule,
  ObjectLockLegalHoldStatus,
  ObjectLockRetention,
  Tag,
  TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3'
import type { Algorithm, Checksum, ChecksumKind } from './checksums.ts'
import type { Content } from '../content.ts'
import type { Encryption } from './encryption.ts'
import type { SortedMap } from '../sorted-map.ts'

/** A bucket with everything in it. */
export interface Bucket {
  name: string
  /** Milliseconds since 1970. */
  createdAt: number
  region: string
  versioning: BucketVersioningStatus | undefined
  /** Versions of each key, the newest first; no key has none. */
  objects: SortedMap<Version[]>
  /** Uploads in progress of each key, the oldest first; no key has none. */
  uploads: SortedMap<Upload[]>
  lifecycle: Lifecycle | undefined
  /** The last moment to which lifecycle rules have been carried out, in milliseconds since 1970. */
  lifecycleRanAt: number
  /** Whether Object Lock is on, and the default retention of new versions. */
  objectLock: { defaultRetention?: DefaultRetention } | undefined
  /** Whole configurations that are kept and returned, by their name. */
  settings: Map<string, unknown>
}

/** The default retention of a bucket with Object Lock. */
export interface DefaultRetention {
  Mode: NonNullable<ObjectLockRetention['Mode']>
  Days?: number | undefined
  Years?: number | undefined
}

/** A bucket's lifecycle configuration. */
export interface Lifecycle {
  rules: LifecycleRule[]
  minimumSize: TransitionDefaultMinimumObjectSize
}

/** One version of a key. */
export type Version = ObjectVersion | DeleteMarker

interface VersionBase {
  key: string
  /** The text `null` for versions written while versioning was off. */
  versionId: string
  /** Grows with every version written; a newer version of a key has a greater one. */
  serial: number
  /** Milliseconds since 1970, in whole seconds, as S3 tells it. */
  lastModified: number
  /** When a newer version took its place as the current one. */
  noncurrentSince?: number
}

/** Marks a key as deleted. */
export interface DeleteMarker extends VersionBase {
  isDeleteMarker: true
}

/** A version with content. */
export interface ObjectVersion extends VersionBase {
  isDeleteMarker: false
  content: Content
  /** In double quotes. */
  etag: string
  checksum: Checksum | undefined
  /** Parts of a multipart upload, in order; undefined for an object written at once. */
  parts: readonly StoredPart[] | undefined
  headers: ObjectHeaders
  storageClass: StorageClass
  encryption: Encryption
  tags: readonly Tag[]
  acl: readonly Grant[]
  retention?: Retention
  legalHold?: ObjectLockLegalHoldStatus
  restore?: Restore
  /** When its content was last read, in milliseconds since 1970. */
  accessedAt?: number
}

/** A version's own retention. */
export interface Retention {
  mode: NonNullable<ObjectLockRetention['Mode']>
  /** Milliseconds since 1970. */
  until: number
}

/** A temporary copy of an archived version. Times in milliseconds since 1970. */
export interface Restore {
  tier: string
  days: number
  readyAt: number
  expiresAt: number
}

/** Headers that are stored with an object and come back with it. */
export interface ObjectHeaders {
  CacheControl?: string
  ContentDisposition?: string
  ContentEncoding?: string
  ContentLanguage?: string
  ContentType?: string
  Expires?: Date
  WebsiteRedirectLocation?: string
  Metadata: Record<string, string>
}

/** The storage classes of general purpose buckets. */
export type StorageClass =
  | 'STANDARD'
  | 'REDUCED_REDUNDANCY'
  | 'STANDARD_IA'
  | 'ONEZONE_IA'
  | 'INTELLIGENT_TIERING'
  | 'GLACIER_IR'
  | 'GLACIER'
  | 'DEEP_ARCHIVE'

/** A part of a finished multipart object. */
export interface StoredPart {
  number: number
  size: number
  /** Base64, where the upload asked for checksums of its parts. */
  checksum: string | undefined
}

/** A multipart upload in progress. */
export interface Upload {
  id: string
  key: string
  /** Grows with every upload. */
  serial: number
  /** Milliseconds since 1970. */
  initiatedAt: number
  parts: Map<number, UploadedPart>
  /** Whether the key was written or deleted since; a conditional completion then conflicts. */
  isConflicted: boolean
  /** What the finished object is to be. */
  object: Omit<ObjectVersion, keyof VersionBase | 'content' | 'etag' | 'checksum' | 'parts'>
  algorithm: Algorithm | undefined
  checksumType: ChecksumKind
}

/** A part that waits for its upload to complete. */
export interface UploadedPart {
  content: Content
  /** Without its quotes. */
  etag: string
  checksum: string | undefined
  lastModified: number
}
