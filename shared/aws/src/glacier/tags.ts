import type {
  AddTagsToVaultInput,
  ListTagsForVaultInput,
  ListTagsForVaultOutput,
  RemoveTagsFromVaultInput,
} from '@aws-sdk/client-glacier'
import { type Account, failure, type Input } from './account.ts'
import { invalid, requireMember } from './constraints.ts'
import { findVault } from './find-vault.ts'

/** How many tags a vault can have (developer guide, "Tagging Amazon S3 Glacier Resources"). */
const MAX_TAGS = 50

/** AddTagsToVault, ListTagsForVault and RemoveTagsFromVault. */
export function tagOperations(account: Account) {
  return {
    /** AddTagsToVault (SDK text); a key that is there gets the new value. */
    AddTagsToVault(input: Input<AddTagsToVaultInput>): object {
      const { tags } = findVault(account, input)
      const more = Object.entries(requireMember(account, ['Tags', input.Tags]))
      for (const [key, value] of more) checkTag(account, key, value)
      if (new Set([...tags.keys(), ...more.map(([key]) => key)]).size > MAX_TAGS) {
        const message = `A vault cannot have more than ${MAX_TAGS} tags.`
        throw failure(account, 'LimitExceededException', message)
      }
      for (const [key, value] of more) tags.set(key, value)
      return {}
    },

    /** ListTagsForVault (SDK text). */
    ListTagsForVault(input: Input<ListTagsForVaultInput>): ListTagsForVaultOutput {
      return { Tags: Object.fromEntries(findVault(account, input).tags) }
    },

    /** RemoveTagsFromVault (SDK text); keys that are not there do no harm. */
    RemoveTagsFromVault(input: Input<RemoveTagsFromVaultInput>): object {
      const { tags } = findVault(account, input)
      for (const key of requireMember(account, ['TagKeys', input.TagKeys])) tags.delete(key)
      return {}
    },
  }
}

/** Keys have 1 to 128 characters, values up to 256 (same page). AWS's text is not published. */
function checkTag(account: Account, key: string, value: string): void {
  if (key.length >= 1 && key.length <= 128 && value.length <= 256) return
  throw invalid(account, `Invalid tag: ${key}`)
}
