import type { Cost, Edit, Kind, Options, RenameCost } from '../update-cost.ts'

const BLOCK = 4_096
const MIB = 1_024 ** 2
const MIN_PART = 5 * MIB
const MAX_PARTS = 10_000
const MAX_COPY = 5 * 1_024 ** 3

/** `end` not included. */
interface Range {
  start: number
  end: number
}

export function updateCost(
  kind: Kind,
  size: number,
  edits: Edit[],
  { copyParts = false }: Options = {},
): Cost {
  const ranges = merge(edits)
  if (ranges.length === 0) return { readBytes: 0, writtenBytes: 0, atomic: true }
  const newSize = Math.max(size, ranges.at(-1)!.end)
  if (kind === 'object') return { ...rewrite(size, newSize, ranges, copyParts), atomic: true }
  if (kind === 'block' && newSize > size) throw new RangeError('A device does not grow')

  const blocks = new Set<number>()
  for (const { start, end } of ranges) {
    for (let block = Math.floor(start / BLOCK); block * BLOCK < end; block++) blocks.add(block)
  }
  const partial = [...blocks].filter((block) => {
    const start = block * BLOCK
    return kept({ start, end: Math.min(start + BLOCK, size) }, ranges) > 0
  })
  return {
    readBytes: partial.length * BLOCK,
    writtenBytes: blocks.size * BLOCK,
    atomic: kind === 'block' && blocks.size === 1,
  }
}

export function renameCost(kind: Kind, size: number): RenameCost {
  if (kind === 'block') throw new RangeError('A device has no names')
  if (kind === 'file') return { copiedBytes: 0, requests: 1, atomic: true }
  const copies = size <= MAX_COPY ? 1 : Math.ceil(size / MAX_COPY) + 2
  return { copiedBytes: size, requests: copies + 1, atomic: false }
}

function rewrite(size: number, newSize: number, ranges: Range[], copyParts: boolean) {
  const inParts = copyParts && newSize >= MIN_PART
  const partSize = Math.max(MIN_PART, Math.ceil(newSize / MAX_PARTS / MIB) * MIB)
  const step = inParts ? partSize : newSize
  let readBytes = 0
  let writtenBytes = 0
  for (let start = 0; start < newSize; start += step) {
    const end = Math.min(start + step, newSize)
    const isSame = end <= size && kept({ start, end }, ranges) === end - start
    if (inParts && isSame) continue
    readBytes += kept({ start, end: Math.min(end, size) }, ranges)
    writtenBytes += end - start
  }
  return { readBytes, writtenBytes }
}

/** Bytes of a range that no edit covers. */
function kept({ start, end }: Range, ranges: Range[]): number {
  const covered = ranges.map((range) => Math.min(end, range.end) - Math.max(start, range.start))
  return Math.max(0, end - start) - covered.reduce((sum, bytes) => sum + Math.max(0, bytes), 0)
}

/** Sorted, without overlaps. */
function merge(edits: Edit[]): Range[] {
  const merged: Range[] = []
  const sorted = edits.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset)
  for (const { offset, length } of sorted) {
    const last = merged.at(-1)
    if (last && offset <= last.end) last.end = Math.max(last.end, offset + length)
    else merged.push({ start: offset, end: offset + length })
  }
  return merged
}
