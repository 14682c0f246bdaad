import type { LifecycleRule } from '@aws-sdk/client-s3'
import { conditionsOf } from './lifecycle-filter.ts'
import type { Lifecycle, ObjectVersion, StorageClass } from './state.ts'

/** Classes that lifecycle rules move objects to, each colder than the ones before it. */
export const TRANSITION_CLASSES = [
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const satisfies StorageClass[]

/** Where each class leads (S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle"). */
const WATERFALL: Record<StorageClass, readonly StorageClass[]> = {
  STANDARD: TRANSITION_CLASSES,
  REDUCED_REDUNDANCY: TRANSITION_CLASSES,
  STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
  DEEP_ARCHIVE: [],
}

const SMALL = 128 * 1024

/** How cold a class is, as a number to compare. */
export function coldness(storageClass: string): number {
  return TRANSITION_CLASSES.findIndex((known) => known === storageClass)
}

/**
 * Whether a rule may move an object to a class: only down the waterfall, and objects under 128 KB
 * only where the configuration's default or a size filter of the rule lets them (SDK text of
 * `TransitionDefaultMinimumObjectSize`).
 */
export function canMove(
  object: ObjectVersion,
  to: StorageClass,
  { rule, minimumSize }: { rule: LifecycleRule } & Pick<Lifecycle, 'minimumSize'>,
): boolean {
  if (!WATERFALL[object.storageClass].includes(to)) return false
  if (object.content.size >= SMALL) return true
  const { ObjectSizeGreaterThan, ObjectSizeLessThan } = conditionsOf(rule)
  if (ObjectSizeGreaterThan !== undefined || ObjectSizeLessThan !== undefined) return true
  const isArchive = to === 'GLACIER' || to === 'DEEP_ARCHIVE'
  return minimumSize === 'varies_by_storage_class' && isArchive
}
