import type {
  AbortVaultLockInput,
  CompleteVaultLockInput,
  GetVaultLockInput,
  GetVaultLockOutput,
  InitiateVaultLockInput,
  InitiateVaultLockOutput,
} from '@aws-sdk/client-glacier'
import { type Account, failure, type Input, isoDate, newId } from './account.ts'
import { invalid, requireText } from './constraints.ts'
import { findVault } from './find-vault.ts'
import { checkPolicy } from './vault-settings.ts'
import { DAY } from './vault.ts'

/**
 * InitiateVaultLock, CompleteVaultLock, AbortVaultLock and GetVaultLock. A lock in progress is gone
 * after 24 hours. Its policy is kept but not enforced: there is no IAM here. (AWS's texts are not
 * published.)
 */
export function vaultLockOperations(account: Account) {
  const { clock } = account.world
  return {
    /** InitiateVaultLock (SDK text); throws AccessDeniedException while there is a lock. */
    InitiateVaultLock(input: Input<InitiateVaultLockInput>): InitiateVaultLockOutput {
      const vault = findVault(account, input)
      const policy = checkPolicy(account, input.policy?.Policy)
      if (vault.lock) {
        const state = vault.lock.locked ? 'is locked already' : 'has a lock in progress'
        throw denied(account, `The vault ${state}: ${vault.arn}`)
      }
      vault.lock = { id: newId(account, 18), policy, createdAt: clock.now(), locked: false }
      return { lockId: vault.lock.id }
    },

    /** CompleteVaultLock (SDK text); idempotent with the id that locked the vault. */
    CompleteVaultLock(input: Input<CompleteVaultLockInput>): object {
      const vault = findVault(account, input)
      const id = requireText(account, ['lockId', input.lockId])
      const { lock } = vault
      if (!lock) throw lockNotFound(account, vault.arn)
      if (lock.id !== id) {
        const message = `Invalid lock ID: ${id}`
        throw lock.locked ? denied(account, message) : invalid(account, message)
      }
      lock.locked = true
      return {}
    },

    /** AbortVaultLock (SDK text); throws AccessDeniedException for a locked vault. */
    AbortVaultLock(input: Input<AbortVaultLockInput>): object {
      const vault = findVault(account, input)
      if (vault.lock?.locked) throw denied(account, `The vault is locked: ${vault.arn}`)
      vault.lock = undefined
      return {}
    },

    /** GetVaultLock (SDK text); throws ResourceNotFoundException if there is none. */
    GetVaultLock(input: Input<GetVaultLockInput>): GetVaultLockOutput {
      const { lock, arn } = findVault(account, input)
      if (!lock) throw lockNotFound(account, arn)
      return {
        Policy: lock.policy,
        State: lock.locked ? 'Locked' : 'InProgress',
        CreationDate: isoDate(lock.createdAt),
        ...(!lock.locked && { ExpirationDate: isoDate(lock.createdAt + DAY) }),
      }
    },
  }
}

function denied(account: Account, message: string): Error {
  return failure(account, 'AccessDeniedException', message)
}

function lockNotFound(account: Account, arn: string): Error {
  return failure(account, 'ResourceNotFoundException', `The vault has no lock policy: ${arn}`)
}
