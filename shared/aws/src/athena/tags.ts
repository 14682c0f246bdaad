import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-athena'
import { type Account, arnOf } from './account.ts'
import * as constraints from './constraints.ts'
import { pageOf } from './page.ts'
import { invalidRequest, notFound } from './refusal.ts'

/** A resource has at most so many tags (user guide, "Tag restrictions"). */
const MAX_TAGS = 50

/** The operations on tags of workgroups and data catalogs (SDK texts). */
export function tagOperations(account: Account) {
  return {
    TagResource(input: TagResourceInput): object {
      setTags(account, existing(account, input.ResourceARN), input.Tags)
      return {}
    },

    UntagResource(input: UntagResourceInput): object {
      const tags = account.tags.get(existing(account, input.ResourceARN))
      for (const key of input.TagKeys ?? []) tags?.delete(key)
      return {}
    },

    ListTagsForResource(input: ListTagsForResourceInput): ListTagsForResourceOutput {
      const tags = account.tags.get(existing(account, input.ResourceARN)) ?? new Map()
      const all = [...tags].map(([Key, Value]): Tag => ({ Key, Value }))
      const { page, token } = pageOf(account, all, { ...input, max: 75, min: 75 })
      return { Tags: page, ...token }
    },
  }
}

/** Adds tags to those that a resource has. Throws InvalidRequestException beyond 50. */
export function setTags(account: Account, arn: string, added: Tag[] = []): void {
  const tags = new Map(account.tags.get(arn))
  for (const { Key, Value = '' } of added) {
    tags.set(constraints.requireText(account, ['tags.member.key', Key], { max: 128 }), Value)
  }
  if (tags.size > MAX_TAGS) {
    throw invalidRequest(account, `A resource can have at most ${MAX_TAGS} tags`)
  }
  account.tags.set(arn, tags)
}

function existing(account: Account, arn: string | undefined): string {
  const name = constraints.requireText(account, ['resourceARN', arn], { max: 1011 })
  const resources = [
    ...[...account.workGroups.keys()].map((group) => `workgroup/${group}`),
    ...[...account.catalogs.keys()].map((catalog) => `datacatalog/${catalog}`),
  ]
  if (resources.some((resource) => arnOf(account, resource) === name)) return name
  throw notFound(account, `Resource ${name} is not found.`, name)
}
