import type {
  GetTagsRequest,
  GetTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-glue'
import { type Account, invalidInput, notFound } from './account.ts'
import * as constraints from './constraints.ts'

/** How many tags a resource can have (SDK text, CreateCatalogRequest and TagResourceRequest). */
const MAX_TAGS = 50

/** The operations on tags, of every resource that was given to `setTags`. */
export function tagOperations(account: Account) {
  return {
    /** GetTags (SDK text). */
    GetTags(input: GetTagsRequest): GetTagsResponse {
      return { Tags: Object.fromEntries(tagsOf(account, input.ResourceArn)) }
    },

    /** TagResource (SDK text). */
    TagResource(input: TagResourceRequest): object {
      if (!input.TagsToAdd) throw constraints.mustNotBeNull(account, 'tagsToAdd')
      const tags = Object.fromEntries(tagsOf(account, input.ResourceArn))
      setTags(account, input.ResourceArn ?? '', { ...tags, ...input.TagsToAdd })
      return {}
    },

    /** UntagResource (SDK text). */
    UntagResource(input: UntagResourceRequest): object {
      const tags = tagsOf(account, input.ResourceArn)
      const member: [string, string[] | undefined] = ['tagsToRemove', input.TagsToRemove]
      for (const key of constraints.requireList(account, member, { max: MAX_TAGS })) {
        tags.delete(key)
      }
      return {}
    },
  }
}

/**
 * Gives a resource its tags in place of those it had; from then on it can be tagged. Throws
 * ValidationException for a tag that is too long, InvalidInputException for too many.
 */
export function setTags(account: Account, arn: string, tags: Record<string, string> = {}): void {
  for (const [key, value] of Object.entries(tags)) {
    constraints.requireText(account, ['tags.key', key], { max: 128 })
    constraints.requireText(account, ['tags.value', value || ' '], { max: 256 })
  }
  if (Object.keys(tags).length > MAX_TAGS) {
    throw invalidInput(account, `A resource cannot have more than ${MAX_TAGS} tags`)
  }
  account.tags.set(arn, new Map(Object.entries(tags)))
}

function tagsOf(account: Account, arn: string | undefined): Map<string, string> {
  const resource = constraints.requireText(account, ['resourceArn', arn])
  const tags = account.tags.get(resource)
  if (tags) return tags
  // AWS's text is not published.
  throw notFound(account, `Resource ${resource} not found.`)
}
