const LEAF = 1_048_576

export interface Range {
  first: number
  last: number
}

export function isTreeHashAligned(first: number, last: number, size: number): boolean {
  requireRange(first, last, size)
  if (first % LEAF !== 0) return false
  const isWhole = (last + 1) % LEAF === 0 || last === size - 1
  return isWhole && ends(first / LEAF, Math.ceil(size / LEAF)).has(Math.ceil((last + 1) / LEAF))
}

export function cover(first: number, last: number, size: number): Range[] {
  requireRange(first, last, size)
  const ranges: Range[] = []
  const behind = Math.ceil((last + 1) / LEAF)
  for (let leaf = Math.floor(first / LEAF); leaf < behind;) {
    const fitting = [...ends(leaf, Math.ceil(size / LEAF))].filter((end) => end <= behind)
    const end = Math.max(...fitting)
    ranges.push({ first: leaf * LEAF, last: Math.min(end * LEAF, size) - 1 })
    leaf = end
  }
  return ranges
}

/** Where the nodes end that begin with this leaf: each level doubles them, up to the last leaf. */
function ends(leaf: number, leaves: number): Set<number> {
  const found = new Set<number>()
  for (let width = 1; leaf % width === 0; width *= 2) {
    found.add(Math.min(leaf + width, leaves))
    if (leaf + width >= leaves) break
  }
  return found
}

function requireRange(first: number, last: number, size: number) {
  const isRange = Number.isInteger(first) && Number.isInteger(last) && first >= 0
  if (!isRange || last < first || last > size - 1) throw new RangeError('Not in the archive')
}
