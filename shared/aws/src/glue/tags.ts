import type {
  GetTagsRequest,
  GetTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-glue'
import type { Account } from './account.ts'
import { invalidInput, notFound, type Part } from './refusal.ts'
import * as constraints from './constraints.ts'

/** How many tags a resource can have (SDK text, CreateCatalogRequest and TagResourceRequest). */
const MAX_TAGS = 50

/** Finds the tags of a resource by its ARN; undefined if there is no such resource. */
export type TagFinder = (arn: string) => Map<string, string> | undefined

/** The operations on tags, of every resource whose tags `find` finds. */
export function tagOperations(part: Part, find: TagFinder) {
  return {
    /** GetTags (SDK text). */
    GetTags(input: GetTagsRequest): GetTagsResponse {
      return { Tags: Object.fromEntries(tagsOf(part, find, input.ResourceArn)) }
    },

    /** TagResource (SDK text). */
    TagResource(input: TagResourceRequest): object {
      const added = constraints.required(part, ['tagsToAdd', input.TagsToAdd])
      const tags = tagsOf(part, find, input.ResourceArn)
      checkTags(part, { ...Object.fromEntries(tags), ...added })
      for (const [key, value] of Object.entries(added)) tags.set(key, value)
      return {}
    },

    /** UntagResource (SDK text). */
    UntagResource(input: UntagResourceRequest): object {
      const tags = tagsOf(part, find, input.ResourceArn)
      const member: [string, string[] | undefined] = ['tagsToRemove', input.TagsToRemove]
      for (const key of constraints.requireList(part, member, { max: MAX_TAGS })) {
        tags.delete(key)
      }
      return {}
    },
  }
}

/**
 * Gives a database or crawler its tags; from then on it can be tagged. Throws as `checkTags` does.
 */
export function setTags(account: Account, arn: string, tags: Record<string, string> = {}): void {
  checkTags(account, tags)
  account.tags.set(arn, new Map(Object.entries(tags)))
}

/** Throws ValidationException for a tag that is too long, InvalidInputException for too many. */
function checkTags(part: Part, tags: Record<string, string>): void {
  for (const [key, value] of Object.entries(tags)) {
    constraints.requireText(part, ['tags.key', key], { max: 128 })
    constraints.requireText(part, ['tags.value', value || ' '], { max: 256 })
  }
  if (Object.keys(tags).length > MAX_TAGS) {
    throw invalidInput(part, `A resource cannot have more than ${MAX_TAGS} tags`)
  }
}

function tagsOf(part: Part, find: TagFinder, arn: string | undefined): Map<string, string> {
  const resource = constraints.requireText(part, ['resourceArn', arn])
  const tags = find(resource)
  if (tags) return tags
  // AWS's text is not published.
  throw notFound(part, `Resource ${resource} not found.`)
}
