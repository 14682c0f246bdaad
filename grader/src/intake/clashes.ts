import type { Tree, TreeFile, TreeRefusal } from './tree.ts'

/**
 * Refuses files whose names are one name on some disks: spelled twice, in other case, in another
 * Unicode normalisation, or both a file and a folder. Which of them counts would be chance.
 *
 * @returns the tree's other files, their paths in NFC, and all its refusals
 */
export function withoutClashes(tree: Tree): Pick<Tree, 'files' | 'refusals'> {
  const spellings = spellingsOf(tree.files)
  const refused = new Map<string, TreeRefusal>()
  const files: TreeFile[] = []
  for (const file of tree.files) {
    const clash = prefixes(file.path).find(({ key }) => spellings.get(key)!.length > 1)
    if (clash === undefined) {
      files.push({ ...file, path: file.path.normalize('NFC') })
      continue
    }
    const { key, spelling } = clash
    if (refused.has(spelling)) continue
    const reason = reasonFor(spelling, spellings.get(key)!)
    refused.set(spelling, { path: spelling.normalize('NFC'), reason })
  }
  return { files, refusals: [...onePerPath(tree.refusals), ...refused.values()] }
}

/** An archive may name a path as often as it likes; each is refused once, for its first reason. */
function onePerPath(refusals: readonly TreeRefusal[]): TreeRefusal[] {
  const first = new Map<string, TreeRefusal>()
  for (const refusal of refusals) if (!first.has(refusal.path)) first.set(refusal.path, refusal)
  return [...first.values()]
}

interface Prefix {
  spelling: string
  key: string
  isFolder: boolean
}

function prefixes(path: string): Prefix[] {
  const parts = path.split('/')
  return parts.map((_, index) => {
    const spelling = parts.slice(0, index + 1).join('/')
    return { spelling, key: folded(spelling), isFolder: index < parts.length - 1 }
  })
}

/** Every way in which each path is spelled; a file that is listed twice counts twice. */
function spellingsOf(files: readonly TreeFile[]): Map<string, string[]> {
  const spellings = new Map<string, string[]>()
  const folders = new Set<string>()
  for (const file of files) {
    for (const { spelling, key, isFolder } of prefixes(file.path)) {
      if (isFolder && folders.has(spelling)) continue
      if (isFolder) folders.add(spelling)
      const known = spellings.get(key)
      if (known === undefined) spellings.set(key, [spelling])
      else known.push(spelling)
    }
  }
  return spellings
}

function folded(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

function reasonFor(spelling: string, spellings: readonly string[]): string {
  const others = spellings.filter((other) => other !== spelling)
  return others.length === 0
    ? 'stands more than once in the archive'
    : 'differs from another name only in case or in how an accent is written'
}
