// A table of sizes by type, bytes through TextEncoder, and units as a list of roundings.
type Value = Record<string, any>

const bytesOf = (text: string) => new TextEncoder().encode(text).length
const total = (numbers: number[]) => {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}
const SIZES: Record<string, (content: any) => number> = {
  S: bytesOf,
  N: digits,
  B: (binary: Uint8Array) => binary.length,
  SS: (texts: string[]) => total(texts.map(bytesOf)),
  NS: (numbers: string[]) => total(numbers.map(digits)),
  BS: (binaries: Uint8Array[]) => total(binaries.map(({ length }) => length)),
  NULL: () => 1,
  BOOL: () => 1,
  L: (list: Value[]) => total([3, list.length, ...list.map(size)]),
  M: (map: Value) => total([3, Object.keys(map).length, itemSize(map)]),
}

function size(value: Value): number {
  const [type, content] = Object.entries(value).find(([, member]) => member !== undefined)!
  return SIZES[type]!(content)
}

function digits(text: string): number {
  const found = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text)!
  const [, sign = '', whole = '', fraction = ''] = found
  const isZero = whole + fraction === ''
  return isZero ? 1 : 1 + sign.length + ((whole.length + 1) >> 1) + ((fraction.length + 1) >> 1)
}

export function itemSize(item: Value): number {
  return total(Object.keys(item).map((name) => bytesOf(name) + size(item[name])))
}

interface Operation {
  kind: string
  bytes?: number
  items?: number[]
  before?: number
  after?: number
  consistent?: boolean
  transactional?: boolean
  indexes?: { before?: number; after?: number; change: string }[]
}

export function capacityUnits(operation: Operation): number {
  const { kind, bytes = 0, items = [], before = 0, after = 0, indexes = [] } = operation
  const begun = (amount: number, unit: number) => (amount <= unit ? 1 : Math.ceil(amount / unit))
  if (kind === 'Write') {
    const writes = [Math.max(before, after)]
    for (const { before: old, after: fresh, change } of indexes) {
      const both = [old, fresh].filter((entry) => entry !== undefined)
      if (change === 'key') writes.push(...both)
      if (change === 'values') writes.push(Math.max(...both))
    }
    return total(writes.map((write) => begun(write, 1024))) * (operation.transactional ? 2 : 1)
  }
  const reads = kind === 'GetItem' ? [bytes] : kind === 'Query' ? [total(items)] : items
  const price = operation.transactional ? 2 : operation.consistent ? 1 : 0.5
  return total(reads.map((read) => begun(read, 4096))) * price
}
