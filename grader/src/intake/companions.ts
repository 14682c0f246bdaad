import type { Claims } from './claims.ts'
import { isCompanion } from './entry-name.ts'
import type { TreeFile } from './tree.ts'

/**
 * The files that an exercise's file may import, by path from its folder.
 *
 * These are all files in the exercise's folder. Where exercises lie loose in one folder, they
 * share what lies directly beside them.
 */
export function companions(
  own: { file: TreeFile; matched: number },
  files: readonly TreeFile[],
  claims: Claims,
): Map<string, TreeFile> {
  const folder = own.file.path.slice(0, own.file.path.lastIndexOf('/') + 1)
  const isWhole = own.matched > 1 || claims.size === 1
  const claimed = new Set([...claims.values()].flat().map(({ path }) => path))
  const found = new Map<string, TreeFile>()
  for (const file of files) {
    if (file === own.file || !file.path.startsWith(folder)) continue
    const path = file.path.slice(folder.length)
    if (!isWhole && (path.includes('/') || claimed.has(file.path))) continue
    if (isCompanion(path.slice(path.lastIndexOf('/') + 1))) found.set(path, file)
  }
  return found
}
