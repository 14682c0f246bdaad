import { readdir, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'

const DAY_MS = 86_400_000

/** Days after which nobody is taken to use a bundle any more that was not asked for. */
const UNUSED_DAYS = 14

/** Notes that a bundle is in use. Where it cannot be noted, nothing is removed either. */
export async function markUsed(bundle: string, now: Date): Promise<void> {
  await utimes(bundle, now, now).catch(() => {})
}

/**
 * Removes the bundles of earlier sources, and drafts of runs that were killed, which nobody has used
 * for two weeks. What cannot be removed stays.
 */
export async function removeUnused(cache: string, now: Date): Promise<void> {
  for (const name of await readdir(cache).catch(() => [])) {
    const bundle = path.join(cache, name)
    const used = await stat(bundle).catch(() => undefined)
    if (!used || now.getTime() - used.mtimeMs < UNUSED_DAYS * DAY_MS) continue
    await rm(bundle, { recursive: true, force: true }).catch(() => {})
  }
}
