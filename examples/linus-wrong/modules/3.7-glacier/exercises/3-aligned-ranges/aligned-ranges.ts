export interface Range {
  first: number
  last: number
}

const MiB = 2 ** 20

export function isTreeHashAligned(first: number, last: number, size: number): boolean {
  const [only, ...others] = cover(first, last, size)
  return others.length === 0 && only!.first === first && only!.last === last
}

export function cover(first: number, last: number, size: number): Range[] {
  if (![first, last].every(Number.isInteger) || first < 0 || last < first || last >= size) {
    throw new RangeError(`An archive of ${size} bytes has no bytes ${first} to ${last}`)
  }
  const wanted = { from: first >>> 20, to: (last >>> 20) + 1 }
  const whole = { from: 0, to: ((size - 1) >>> 20) + 1 }
  return nodesWithin(wanted, whole).map(({ from, to }) => ({
    first: from * MiB,
    last: Math.min(to * MiB, size) - 1,
  }))
}

/** Leaves `from` up to, not including, `to`. */
interface Leaves {
  from: number
  to: number
}

function nodesWithin(wanted: Leaves, node: Leaves): Leaves[] {
  if (node.to <= wanted.from || wanted.to <= node.from) return []
  if (wanted.from <= node.from && node.to <= wanted.to) return [node]
  const middle = node.from + leftLeaves(node.to - node.from)
  return [
    ...nodesWithin(wanted, { from: node.from, to: middle }),
    ...nodesWithin(wanted, { from: middle, to: node.to }),
  ]
}

/** The largest power of two below the count: so many leaves pair up before the rest joins them. */
function leftLeaves(count: number): number {
  let leaves = 1
  while (leaves * 2 < count) leaves *= 2
  return leaves
}
