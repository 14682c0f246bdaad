import type { LifecycleRule } from '@aws-sdk/client-s3'
import { appliesTo, conditionsOf } from './lifecycle-filter.ts'
import type { Bucket, ObjectVersion, Upload } from './state.ts'

/** A day in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000

/**
 * The midnight, UTC, at which something turns `days` old: S3 adds the days and rounds up (S3 User
 * Guide, "Lifecycle configuration elements"). What is at midnight already stays there.
 */
export function midnightAfter(from: number, days: number): number {
  return Math.ceil((from + days * DAY) / DAY) * DAY
}

/** The `x-amz-expiration` header: when a lifecycle rule deletes a current object, and which one. */
export function expirationHeader(bucket: Bucket, object: ObjectVersion): string | undefined {
  const target = { ...object, size: object.content.size }
  const due = enabledRules(bucket)
    .filter((rule) => appliesTo(rule, target))
    .map((rule) => ({ rule, at: expirationOf(rule, object.lastModified) }))
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => a.at! - b.at!)
  const [first] = due
  if (!first) return undefined
  return `expiry-date="${new Date(first.at!).toUTCString()}", rule-id="${first.rule.ID}"`
}

/** When a rule deletes what was written at a time, in milliseconds since 1970. */
export function expirationOf({ Expiration }: LifecycleRule, writtenAt: number): number | undefined {
  if (Expiration?.Date) return Expiration.Date.getTime()
  return Expiration?.Days === undefined ? undefined : midnightAfter(writtenAt, Expiration.Days)
}

/** `AbortDate` and `AbortRuleId`: when a lifecycle rule gives up an upload, and which one. */
export function abortMembers(bucket: Bucket, upload: Upload) {
  const [first] = abortsOf(bucket, upload).sort((a, b) => a.at - b.at)
  return first && { AbortDate: new Date(first.at), AbortRuleId: first.rule.ID }
}

/** The rules that give up an upload, and when. */
export function abortsOf(bucket: Bucket, { key, initiatedAt }: Upload) {
  return enabledRules(bucket).flatMap((rule) => {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation
    if (days === undefined || !key.startsWith(conditionsOf(rule).Prefix ?? '')) return []
    return [{ rule, at: midnightAfter(initiatedAt, days) }]
  })
}

/** The rules of a bucket that are in force. */
export function enabledRules({ lifecycle }: Bucket): LifecycleRule[] {
  return (lifecycle?.rules ?? []).filter(({ Status }) => Status === 'Enabled')
}
