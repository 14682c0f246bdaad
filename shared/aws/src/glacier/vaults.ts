import type {
  CreateVaultInput,
  CreateVaultOutput,
  DeleteVaultInput,
  DescribeVaultInput,
  DescribeVaultOutput,
  ListVaultsInput,
  ListVaultsOutput,
} from '@aws-sdk/client-glacier'
import { type Account, failure, type Input, isoDate, location, vaultArn } from './account.ts'
import { checkLimit, invalid, requireText } from './constraints.ts'
import { findVault, settled } from './find-vault.ts'
import type { Vault } from './vault.ts'

/** Vaults of an account in a region (developer guide, "Creating a Vault"). */
const MAX_VAULTS = 1000

/** CreateVault, DescribeVault, ListVaults and DeleteVault. */
export function vaultOperations(account: Account) {
  const { vaults, world } = account
  return {
    /** CreateVault (SDK text); idempotent. */
    CreateVault({ vaultName }: Input<CreateVaultInput>): CreateVaultOutput {
      const name = checkName(account, vaultName)
      if (!vaults.has(name)) {
        if (vaults.size >= MAX_VAULTS) {
          const message = `The account has ${MAX_VAULTS} vaults, which is the limit.`
          throw failure(account, 'LimitExceededException', message)
        }
        vaults.set(name, newVault(account, name))
      }
      return { location: location(account, name) }
    },

    /** DescribeVault (SDK text): what it holds is told as of the last inventory. */
    DescribeVault(input: Input<DescribeVaultInput>): DescribeVaultOutput {
      return describe(findVault(account, input))
    },

    /** ListVaults (SDK text), by name. The marker is the ARN after which the list goes on. */
    ListVaults(input: Input<ListVaultsInput>): ListVaultsOutput {
      const limit = checkLimit(account, input.limit, 10)
      const rest = [...vaults.values()]
        .filter(({ arn }) => arn > (input.marker ?? ''))
        .toSorted((a, b) => (a.arn < b.arn ? -1 : 1))
      const page = rest.slice(0, limit).map((vault) => settled(vault, world.clock.now()))
      const more = rest.length > limit && { Marker: page.at(-1)!.arn }
      return { VaultList: page.map(describe), ...more }
    },

    /**
     * DeleteVault (SDK text): refused while the last inventory has archives, and after any change
     * since then. A vault that is not there is no error.
     */
    DeleteVault(input: Input<DeleteVaultInput>): object {
      const name = requireText(account, ['vaultName', input.vaultName])
      if (!vaults.has(name)) return {}
      const { inventory, changedAt, arn } = findVault(account, input)
      if ((inventory?.archives.length ?? 0) > 0 || changedAt !== undefined) {
        throw invalid(account, `Vault not empty or recently written to: ${arn}`)
      }
      vaults.delete(name)
      return {}
    },
  }
}

function checkName(account: Account, name: string | undefined): string {
  const text = requireText(account, ['vaultName', name])
  if (/^[a-zA-Z0-9._-]{1,255}$/.test(text)) return text
  // AWS's text is not published; the rule is that of the developer guide, "Create Vault".
  const rule = 'A name has 1 to 255 of these characters: a-z, A-Z, 0-9, _, - and .'
  throw invalid(account, `Invalid vault name: ${text}. ${rule}`)
}

function newVault(account: Account, name: string): Vault {
  return {
    name,
    arn: vaultArn(account, name),
    createdAt: account.world.clock.now(),
    archives: new Map(),
    archivesMade: 0,
    firstArchiveAt: undefined,
    changedAt: undefined,
    inventory: undefined,
    uploads: new Map(),
    abortedUploads: new Map(),
    jobs: new Map(),
    tags: new Map(),
    accessPolicy: undefined,
    notifications: undefined,
    lock: undefined,
  }
}

function describe({ arn, name, createdAt, inventory }: Vault): DescribeVaultOutput {
  const description = { VaultARN: arn, VaultName: name, CreationDate: isoDate(createdAt) }
  if (!inventory) return description
  const sizes = inventory.archives.map(({ content }) => content.size)
  return {
    ...description,
    LastInventoryDate: isoDate(inventory.date),
    NumberOfArchives: sizes.length,
    // With AWS each archive adds some overhead, whose size its texts do not give here.
    SizeInBytes: sizes.reduce((sum, size) => sum + size, 0),
  }
}
