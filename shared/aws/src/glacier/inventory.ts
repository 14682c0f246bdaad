import { DAY, type Vault } from './vault.ts'

/**
 * Takes the inventory that became due since somebody last looked. One is made every 24 hours after
 * the first archive came, if the vault has changed (developer guide, "Downloading a Vault
 * Inventory": "approximately once a day", the first after "half a day and up to a day").
 *
 * Whatever changes a vault settles it first, so what it holds now it held at that time too.
 */
export function takeInventory(vault: Vault, now: number): void {
  const { firstArchiveAt, changedAt } = vault
  if (firstArchiveAt === undefined || changedAt === undefined) return
  const daysBefore = Math.floor((changedAt - firstArchiveAt) / DAY)
  const date = firstArchiveAt + (daysBefore + 1) * DAY
  if (date > now) return
  vault.inventory = { date, archives: [...vault.archives.values()] }
  vault.changedAt = undefined
}

/** Remembers that the next inventory will differ. */
export function markChanged(vault: Vault, now: number): void {
  vault.changedAt ??= now
}
