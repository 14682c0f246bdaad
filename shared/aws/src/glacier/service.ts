import type { Service } from '../service.ts'
import { type Account, failure, freshAccount } from './account.ts'
import { archiveOperations } from './archives.ts'
import { completeOperations } from './complete-multipart.ts'
import { describeJobOperations } from './describe-jobs.ts'
import { jobOutputOperations } from './job-output.ts'
import { jobOperations } from './jobs.ts'
import { listMultipartOperations } from './list-multipart.ts'
import { multipartOperations } from './multipart.ts'
import { capacityOperations } from './provisioned-capacity.ts'
import { retrievalPolicyOperations } from './retrieval-policy.ts'
import { tagOperations } from './tags.ts'
import { vaultLockOperations } from './vault-lock.ts'
import { vaultSettingOperations } from './vault-settings.ts'
import { vaultOperations } from './vaults.ts'

/**
 * Amazon Glacier, the original service with vaults, for an account that has used it before.
 *
 * Whatever takes time takes the world's: jobs, their outputs, idle uploads, inventories, locks. Not
 * emulated: `select` jobs, a lack of capacity for expedited ones, notifications and policies beyond
 * keeping their settings.
 */
export const glacier: Service = glacierService({ newCustomer: false })

/**
 * Makes a Glacier for a customer who is known to it, or for a `newCustomer`, whose
 * every call ends in NoLongerSupportedException: since 15 December 2025 Glacier takes no new ones.
 */
export function glacierService({ newCustomer }: { newCustomer: boolean }): Service {
  return {
    name: 'Glacier',
    client: 'GlacierClient',
    sdk: () => import('@aws-sdk/client-glacier'),
    create(world, sdk, memory) {
      const fresh = freshAccount({ world, sdk, newCustomer })
      const account: Account = { ...fresh, ...memory?.restored }
      memory?.keep(() => {
        const { vaults, retrievalPolicy, capacity } = account
        return { vaults, retrievalPolicy, capacity }
      })
      return glacierOperations(account)
    },
  }
}

/** All operations of one Glacier, with their types. */
export function glacierOperations(account: Account) {
  return admitted(account, {
    ...vaultOperations(account),
    ...archiveOperations(account),
    ...multipartOperations(account),
    ...completeOperations(account),
    ...listMultipartOperations(account),
    ...jobOperations(account),
    ...describeJobOperations(account),
    ...jobOutputOperations(account),
    ...vaultSettingOperations(account),
    ...vaultLockOperations(account),
    ...tagOperations(account),
    ...retrievalPolicyOperations(account),
    ...capacityOperations(account),
  })
}

/** The same operations, which first look whether AWS would answer this caller at all. */
function admitted<Operations extends Record<string, (input: never) => object>>(
  account: Account,
  operations: Operations,
): Operations {
  const entries = Object.entries(operations).map(([name, operate]) => [
    name,
    (input: never) => {
      admit(account, input)
      return operate(input)
    },
  ])
  return Object.fromEntries(entries) as Operations
}

function admit(account: Account, input: { accountId?: string } | undefined): void {
  if (account.newCustomer) {
    const message =
      'The API is no longer supported for new customers. ' +
      'Please use Amazon S3 Glacier storage classes instead.'
    throw failure(account, 'NoLongerSupportedException', message)
  }
  const { accountId = '-' } = input ?? {}
  if (accountId === '-' || accountId === account.world.accountId) return
  // AWS's text is not published.
  const message = `The account ID is not that of the caller: ${accountId}`
  throw failure(account, 'AccessDeniedException', message)
}
