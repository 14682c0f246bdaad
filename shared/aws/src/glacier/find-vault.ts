import { type Account, failure, vaultArn } from './account.ts'
import { requireText } from './constraints.ts'
import { takeInventory } from './inventory.ts'
import { DAY, HOUR, type Vault } from './vault.ts'

/** How long a completed upload can be completed again; AWS calls it "a short period". */
const COMPLETED_UPLOAD_LIFETIME = HOUR

/**
 * Returns the vault a request names, as it is by now. Throws MissingParameterValueException without
 * a name, ResourceNotFoundException if there is none.
 */
export function findVault(
  account: Account,
  { vaultName }: { vaultName: string | undefined },
): Vault {
  const name = requireText(account, ['vaultName', vaultName])
  const vault = account.vaults.get(name)
  if (vault) return settled(vault, account.world.clock.now())
  const message = `Vault not found for ARN: ${vaultArn(account, name)}`
  throw failure(account, 'ResourceNotFoundException', message)
}

/** Brings a vault up to date: what is due is inventoried, what has expired is forgotten. */
export function settled(vault: Vault, now: number): Vault {
  takeInventory(vault, now)
  forget(vault.jobs, ({ completesAt }) => completesAt + DAY <= now)
  forget(vault.abortedUploads, (until) => until <= now)
  forget(vault.uploads, ({ completed, usedAt }) =>
    completed ? completed.at + COMPLETED_UPLOAD_LIFETIME <= now : usedAt + DAY <= now,
  )
  if (vault.lock && !vault.lock.locked && vault.lock.createdAt + DAY <= now) vault.lock = undefined
  return vault
}

function forget<Value>(entries: Map<string, Value>, isOver: (value: Value) => boolean) {
  for (const [key, value] of entries) if (isOver(value)) entries.delete(key)
}
