import type {
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from '@aws-sdk/client-sqs'
import { type Account, findQueue } from './account.ts'

/** TagQueue, UntagQueue and ListQueueTags. */
export function tagOperations(account: Account) {
  return {
    /** TagQueue (SDK text). */
    TagQueue(input: TagQueueRequest): object {
      const { tags } = findQueue(account, input.QueueUrl)
      for (const [key, value] of Object.entries(input.Tags ?? {})) tags.set(key, value)
      return {}
    },

    /** UntagQueue (SDK text). */
    UntagQueue(input: UntagQueueRequest): object {
      const { tags } = findQueue(account, input.QueueUrl)
      for (const key of input.TagKeys ?? []) tags.delete(key)
      return {}
    },

    /** ListQueueTags (SDK text). Without tags there is no map. */
    ListQueueTags(input: ListQueueTagsRequest): ListQueueTagsResult {
      const { tags } = findQueue(account, input.QueueUrl)
      return tags.size > 0 ? { Tags: Object.fromEntries(tags) } : {}
    },
  }
}
