import type { Cost, Edit, Kind, Options, RenameCost } from '../../update-cost.ts'

// Cuts everything at all borders, and asks of every piece: existing? covered? touched?
export function updateCost(kind: Kind, size: number, edits: Edit[], options: Options = {}): Cost {
  const real = edits.filter(({ length }) => length !== 0)
  if (real.length === 0) return { atomic: true, readBytes: 0, writtenBytes: 0 }
  const total = real.reduce((most, { offset, length }) => Math.max(most, offset + length), size)
  let unit = 4096
  if (kind === 'object') {
    unit = total
    if (options.copyParts && total >= 5 << 20) {
      unit = 5 << 20
      while (total > unit * 10_000) unit += 1 << 20
    }
  } else if (kind === 'block' && total > size) throw new RangeError('Too far')

  let readBytes = 0
  let writtenBytes = 0
  let touchedUnits = 0
  for (const first of unitsToLookAt(kind, real, unit, size, total)) {
    const last = first + unit
    const borders = [first, Math.min(last, total), size]
    for (const { offset, length } of real) borders.push(offset, offset + length)
    const cuts = [...new Set(borders)]
      .filter((at) => at >= first && at <= Math.min(last, total))
      .sort((a, b) => a - b)
    let keptBytes = 0
    let isNew = false
    for (let at = 1; at < cuts.length; at++) {
      const start = cuts[at - 1]!
      const covered = real.some(({ offset, length }) => offset <= start && start < offset + length)
      if (covered || start >= size) isNew = true
      if (!covered && start < size) keptBytes += cuts[at]! - start
    }
    if (!isNew) continue
    touchedUnits++
    if (kind === 'object') {
      readBytes += keptBytes
      writtenBytes += Math.min(last, total) - first
    } else {
      readBytes += keptBytes > 0 ? unit : 0
      writtenBytes += unit
    }
  }
  const atomic = kind === 'object' || (kind === 'block' && touchedUnits === 1)
  return { readBytes, writtenBytes, atomic }
}

function unitsToLookAt(kind: Kind, edits: Edit[], unit: number, size: number, total: number) {
  const starts = new Set<number>()
  const add = (from: number, to: number) => {
    for (let at = from - (from % unit); at < to; at += unit) starts.add(at)
  }
  for (const { offset, length } of edits) add(offset, offset + length)
  // An object has no holes: what lies between its old and its new end is written too.
  if (kind === 'object' && total > size) add(Math.max(0, size - 1), total)
  return starts
}

export function renameCost(kind: Kind, size: number): RenameCost {
  switch (kind) {
    case 'block':
      throw new RangeError('There is nothing to rename')
    case 'file':
      return { requests: 1, copiedBytes: 0, atomic: true }
    case 'object': {
      const parts = Math.ceil(size / 5_368_709_120)
      return { requests: parts > 1 ? parts + 3 : 2, copiedBytes: size, atomic: false }
    }
  }
}
