import type {
  AddTagsToStreamInput,
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  ListTagsForStreamInput,
  ListTagsForStreamOutput,
  RemoveTagsFromStreamInput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream } from './account.ts'
import * as constraints from './constraints.ts'
import { findConsumer } from './consumers.ts'

/** How many tags a resource can have (SDK text, TagResource). */
const MAX_TAGS = 50

/** The tags of streams and consumers. */
export function tagOperations(account: Account) {
  return {
    /** AddTagsToStream (SDK text). */
    AddTagsToStream(input: AddTagsToStreamInput): object {
      const { tags } = findStream(account, input)
      addTags(account, tags, input.Tags ?? {})
      return {}
    },

    /** ListTagsForStream (SDK text), by key. */
    ListTagsForStream(input: ListTagsForStreamInput): ListTagsForStreamOutput {
      const rule = { otherwise: MAX_TAGS, min: 1, max: MAX_TAGS }
      const limit = constraints.optionalInteger(account, ['limit', input.Limit], rule)
      const after = input.ExclusiveStartTagKey ?? ''
      const tags = describeTags(findStream(account, input).tags)
      const rest = tags.filter(({ Key }) => Key > after)
      return { Tags: rest.slice(0, limit), HasMoreTags: rest.length > limit }
    },

    /** RemoveTagsFromStream (SDK text). */
    RemoveTagsFromStream(input: RemoveTagsFromStreamInput): object {
      const { tags } = findStream(account, input)
      for (const key of keysIn(account, input.TagKeys)) tags.delete(key)
      return {}
    },

    /** TagResource (SDK text), for streams and consumers. */
    TagResource(input: TagResourceInput): object {
      addTags(account, tagsOf(account, input.ResourceARN), input.Tags ?? {})
      return {}
    },

    /** UntagResource (SDK text). */
    UntagResource(input: UntagResourceInput): object {
      const tags = tagsOf(account, input.ResourceARN)
      for (const key of keysIn(account, input.TagKeys)) tags.delete(key)
      return {}
    },

    /** ListTagsForResource (SDK text). */
    ListTagsForResource(input: ListTagsForResourceInput): ListTagsForResourceOutput {
      return { Tags: describeTags(tagsOf(account, input.ResourceARN)) }
    },
  }
}

/** Adds tags to those a resource has; throws InvalidArgumentException if it had too many then. */
export function addTags(
  account: Account,
  tags: Map<string, string>,
  more: Record<string, string>,
): void {
  for (const [key, value] of Object.entries(more)) {
    constraints.requireText(account, ['tags.key', key], { max: 128 })
    if (value.length > 256) throw constraints.tooLong(account, ['tags.value', value], 256)
    if (!/^[\p{L}\p{N}\s_.:/=+\-@]*$/u.test(key + value)) {
      const message =
        'Some tags contain invalid characters. Valid characters: ' +
        'Unicode letters, digits, white space, _ . : / = + - @.'
      throw failure(account, 'InvalidArgumentException', message)
    }
  }
  if (new Set([...tags.keys(), ...Object.keys(more)]).size > MAX_TAGS) {
    const message = `A given resource cannot have more than ${MAX_TAGS} tags associated with it.`
    throw failure(account, 'InvalidArgumentException', message)
  }
  for (const [key, value] of Object.entries(more)) tags.set(key, value)
}

function tagsOf(account: Account, arn: string | undefined): Map<string, string> {
  const resource = constraints.requireText(account, ['resourceARN', arn])
  if (resource.includes('/consumer/')) return findConsumer(account, { ConsumerARN: resource }).tags
  return findStream(account, { StreamARN: resource }).tags
}

function keysIn(account: Account, keys: string[] | undefined): string[] {
  return constraints.requireList(account, ['tagKeys', keys], MAX_TAGS)
}

function describeTags(tags: Map<string, string>) {
  return [...tags]
    .map(([Key, Value]) => ({ Key, Value }))
    .toSorted((a, b) => (a.Key < b.Key ? -1 : 1))
}
