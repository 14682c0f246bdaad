import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-batch'
import { type Account, failure } from './account.ts'

/** How many tags a resource can have (user guide, "Tag restrictions"). */
const MAX_TAGS = 50

/** TagResource, UntagResource and ListTagsForResource, of whatever has an ARN. */
export function tagOperations(account: Account) {
  return {
    /** TagResource (SDK text): adds to those that are there. */
    TagResource({ resourceArn, tags = {} }: TagResourceRequest): object {
      const known = tagsOf(account, resourceArn)
      if (new Set([...Object.keys(known), ...Object.keys(tags)]).size > MAX_TAGS) {
        throw failure(account, `A resource can have at most ${MAX_TAGS} tags`)
      }
      Object.assign(known, tags)
      return {}
    },

    /** UntagResource (SDK text). */
    UntagResource({ resourceArn, tagKeys = [] }: UntagResourceRequest): object {
      const known = tagsOf(account, resourceArn)
      for (const key of tagKeys) delete known[key]
      return {}
    },

    /** ListTagsForResource (SDK text). */
    ListTagsForResource(input: ListTagsForResourceRequest): ListTagsForResourceResponse {
      return { tags: { ...tagsOf(account, input.resourceArn) } }
    },
  }
}

function tagsOf(account: Account, arn: string | undefined): Record<string, string> {
  const resource =
    [...account.environments.values()].find((each) => each.computeEnvironmentArn === arn) ??
    [...account.queues.values()].find((each) => each.jobQueueArn === arn) ??
    [...account.definitions.values()].flat().find((each) => each.jobDefinitionArn === arn) ??
    account.jobs.get(arn?.split(':job/')[1] ?? '')
  if (!resource) throw failure(account, `Resource "${arn ?? ''}" does not exist`)
  resource.tags ??= {}
  return resource.tags
}
