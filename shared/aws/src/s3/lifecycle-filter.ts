import type { LifecycleRule, LifecycleRuleAndOperator, Tag } from '@aws-sdk/client-s3'

/** What a rule's filter looks at. */
export interface Filtered {
  key: string
  /** Bytes; a delete marker has none. */
  size: number
  tags: readonly Tag[]
}

/** A rule's filter as a list of conditions, however it is written. */
export function conditionsOf(
  rule: Pick<LifecycleRule, 'Filter' | 'Prefix'>,
): LifecycleRuleAndOperator {
  const { Filter = {}, Prefix } = rule
  const { And, Tag: tag, ...others } = Filter
  return { ...(Prefix !== undefined && { Prefix }), ...others, ...(tag && { Tags: [tag] }), ...And }
}

/** Whether a rule is for an object; sizes must be beyond the bounds, tags equal in key and value. */
export function appliesTo(
  rule: Pick<LifecycleRule, 'Filter' | 'Prefix'>,
  { key, size, tags }: Filtered,
): boolean {
  const { Prefix, Tags, ObjectSizeGreaterThan, ObjectSizeLessThan } = conditionsOf(rule)
  return (
    key.startsWith(Prefix ?? '') &&
    size > (ObjectSizeGreaterThan ?? -1) &&
    size < (ObjectSizeLessThan ?? Number.POSITIVE_INFINITY) &&
    (Tags ?? []).every(({ Key, Value }) =>
      tags.some((tag) => tag.Key === Key && tag.Value === Value),
    )
  )
}

/** A rule's filter as AWS's error texts write it: `(prefix=logs/)`. */
export function describeFilter(rule: LifecycleRule): string {
  const { Prefix, Tags, ObjectSizeGreaterThan, ObjectSizeLessThan } = conditionsOf(rule)
  const parts = [
    ...(Prefix ? [`prefix=${Prefix}`] : []),
    ...(Tags ?? []).map(({ Key, Value }) => `tag={key=${Key}, value=${Value}}`),
    ...(ObjectSizeGreaterThan === undefined
      ? []
      : [`objectsizegreaterthan=${ObjectSizeGreaterThan}`]),
    ...(ObjectSizeLessThan === undefined ? [] : [`objectsizelessthan=${ObjectSizeLessThan}`]),
  ]
  return `(${parts.join(' and ') || 'prefix='})`
}
