import type {
  LifecycleRule,
  S3Client,
  TransitionDefaultMinimumObjectSize,
  TransitionStorageClass,
} from '@aws-sdk/client-s3'

export interface Problem {
  rule: string
  code:
    | 'count'
    | 'id'
    | 'no-action'
    | 'filter'
    | 'order'
    | 'expires-first'
    | 'short-stay'
    | 'directory'
}

/** One version of a key, or a delete marker. */
export interface Version {
  key: string
  isDeleteMarker: boolean
  /** In bytes. */
  size: number
  tags: Record<string, string>
  storageClass: 'STANDARD' | TransitionStorageClass
  lastModified: Date
  /** When a newer version took its place; absent where this is the current one. */
  noncurrentSince?: Date
  /** How many noncurrent versions of the key are newer. */
  newerNoncurrentVersions: number
  /** Whether the key has no other version. */
  isAlone: boolean
}

export interface Configuration {
  rules: LifecycleRule[]
  versioned: boolean
  /** `all_storage_classes_128K` if absent. */
  minimumSize?: TransitionDefaultMinimumObjectSize
}

export type Action =
  | { kind: 'none' | 'delete' | 'mark' }
  | { kind: 'transition'; storageClass: TransitionStorageClass }

/** Rules that must not be put; `problems` says why. */
export class InvalidRule extends Error {
  override name = 'InvalidRule'
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(`${problems.length} problems`)
    this.problems = problems
  }
}

/** Where each class leads. */
export const LEADS_TO: Record<string, readonly string[]> = {
  STANDARD: [
    'STANDARD_IA',
    'INTELLIGENT_TIERING',
    'ONEZONE_IA',
    'GLACIER_IR',
    'GLACIER',
    'DEEP_ARCHIVE',
  ],
  STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
  DEEP_ARCHIVE: [],
}

/** Days for which an object is billed at least. */
export const MINIMUM_DURATION: Record<string, number> = {
  STANDARD_IA: 30,
  ONEZONE_IA: 30,
  GLACIER_IR: 90,
  GLACIER: 90,
  DEEP_ARCHIVE: 180,
}

/** Which class S3 chooses where several are due, the favourite first. */
export const PREFERENCE = [
  'DEEP_ARCHIVE',
  'GLACIER',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'ONEZONE_IA',
  'STANDARD_IA',
] as const

/** Finds what is wrong with rules, before S3 or the bill says it. */
export function validateLifecycle(
  rules: LifecycleRule[],
  bucketType: 'general' | 'directory' = 'general',
): Problem[] {
  throw new Error('Not written yet')
}

/** Says what S3 Lifecycle does to a version now. */
export function actionOn(version: Version, configuration: Configuration, now: Date): Action {
  throw new Error('Not written yet')
}

/** Puts one rule into a bucket's configuration. */
export async function putRule(
  bucket: string,
  rule: LifecycleRule,
  deps: { client: S3Client },
): Promise<void> {
  throw new Error('Not written yet')
}
