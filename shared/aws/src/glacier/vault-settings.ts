import type {
  DeleteVaultAccessPolicyInput,
  DeleteVaultNotificationsInput,
  GetVaultAccessPolicyInput,
  GetVaultAccessPolicyOutput,
  GetVaultNotificationsInput,
  GetVaultNotificationsOutput,
  SetVaultAccessPolicyInput,
  SetVaultNotificationsInput,
} from '@aws-sdk/client-glacier'
import { type Account, failure, type Input } from './account.ts'
import { invalid, requireMember, requireOneOf, requireText } from './constraints.ts'
import { findVault } from './find-vault.ts'

/** A policy has up to 20 KB (developer guide, "Set Vault Access Policy"). */
const MAX_POLICY_BYTES = 20 * 1024

/**
 * The access policy and the notifications of a vault. Both are kept, and no more: there is no IAM
 * to enforce the one and no SNS to send the other. (AWS's texts are not published.)
 */
export function vaultSettingOperations(account: Account) {
  return {
    /** SetVaultAccessPolicy (SDK text); replaces the policy. */
    SetVaultAccessPolicy(input: Input<SetVaultAccessPolicyInput>): object {
      const vault = findVault(account, input)
      vault.accessPolicy = checkPolicy(account, input.policy?.Policy)
      return {}
    },

    /** GetVaultAccessPolicy (SDK text). */
    GetVaultAccessPolicy(input: Input<GetVaultAccessPolicyInput>): GetVaultAccessPolicyOutput {
      const { accessPolicy, arn } = findVault(account, input)
      if (accessPolicy !== undefined) return { policy: { Policy: accessPolicy } }
      throw notSet(account, `The vault has no access policy: ${arn}`)
    },

    /** DeleteVaultAccessPolicy (SDK text); idempotent. */
    DeleteVaultAccessPolicy(input: Input<DeleteVaultAccessPolicyInput>): object {
      findVault(account, input).accessPolicy = undefined
      return {}
    },

    /** SetVaultNotifications (SDK text): a topic, and which kinds of jobs it hears of. */
    SetVaultNotifications(input: Input<SetVaultNotificationsInput>): object {
      const vault = findVault(account, input)
      const { SNSTopic, Events } = requireMember(account, [
        'vaultNotificationConfig',
        input.vaultNotificationConfig,
      ])
      const topic = requireText(account, ['SNSTopic', SNSTopic])
      const events = requireMember(account, ['Events', Events]).map((event) =>
        requireOneOf(
          account,
          [event, ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted']],
          `Invalid event: ${event}`,
        ),
      )
      vault.notifications = { topic, events }
      return {}
    },

    /** GetVaultNotifications (SDK text). */
    GetVaultNotifications(input: Input<GetVaultNotificationsInput>): GetVaultNotificationsOutput {
      const { notifications, arn } = findVault(account, input)
      if (!notifications) {
        throw notSet(account, `The vault has no notification configuration: ${arn}`)
      }
      const { topic, events } = notifications
      return { vaultNotificationConfig: { SNSTopic: topic, Events: [...events] } }
    },

    /** DeleteVaultNotifications (SDK text); idempotent. */
    DeleteVaultNotifications(input: Input<DeleteVaultNotificationsInput>): object {
      findVault(account, input).notifications = undefined
      return {}
    },
  }
}

/** Returns a policy, which is JSON; throws InvalidParameterValueException. */
export function checkPolicy(account: Account, policy: string | undefined): string {
  const text = requireText(account, ['Policy', policy])
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    throw invalid(account, `The policy is larger than ${MAX_POLICY_BYTES} bytes.`)
  }
  try {
    JSON.parse(text)
    return text
  } catch {
    throw invalid(account, 'The policy is not valid JSON.')
  }
}

function notSet(account: Account, message: string): Error {
  return failure(account, 'ResourceNotFoundException', message)
}
