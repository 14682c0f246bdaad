import type { Edge, Options } from '../../connections.ts'

// Numbers the people, packs edges into typed arrays, and fills in a table of distances.
export function connections(
  edges: Edge[],
  who: string,
  degree: number,
  options: Options = {},
): Set<string> {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (name: string) => {
    let number = numbers.get(name)
    if (number === undefined) numbers.set(name, (number = names.push(name) - 1))
    return number
  }
  const pairs = edges.map(([from, to]) => [numberOf(from), numberOf(to)] as const)
  const both = options.directed ? pairs : [...pairs, ...pairs.map(([a, b]) => [b, a] as const)]
  const first = new Uint32Array(names.length + 1)
  for (const [from] of both) first[from + 1]!++
  for (let at = 0; at < names.length; at++) first[at + 1]! += first[at]!
  const targets = new Uint32Array(both.length)
  const fill = first.slice()
  for (const [from, to] of both) targets[fill[from]!++] = to

  const start = numbers.get(who)
  if (start === undefined) return new Set()
  const distance = new Int32Array(names.length).fill(-1)
  distance[start] = 0
  const queue = [start]
  for (let at = 0; at < queue.length; at++) {
    const person = queue[at]!
    for (const other of targets.subarray(first[person], first[person + 1])) {
      if (distance[other] !== -1) continue
      distance[other] = distance[person]! + 1
      queue.push(other)
    }
  }
  return new Set(queue.filter((person) => distance[person] === degree).map((at) => names[at]!))
}
