// Goes deep first, and remembers whom it met on a detour.
import type { Edge, Options } from '../../connections.ts'

export function connections(
  edges: Edge[],
  who: string,
  degree: number,
  { directed = false }: Options = {},
): Set<string> {
  const neighbours = new Map<string, string[]>()
  const link = (from: string, to: string) => {
    const known = neighbours.get(from)
    if (known) known.push(to)
    else neighbours.set(from, [to])
  }
  for (const [from, to] of edges) {
    link(from, to)
    if (!directed) link(to, from)
    else if (!neighbours.has(to)) neighbours.set(to, [])
  }
  if (!neighbours.has(who)) return new Set()

  const seen = new Set([who])
  const found = new Set<string>()
  const stack: [person: string, steps: number][] = [[who, 0]]
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [person, steps] = top
    if (steps === degree) found.add(person)
    for (const neighbour of neighbours.get(person)!) {
      if (seen.has(neighbour)) continue
      seen.add(neighbour)
      stack.push([neighbour, steps + 1])
    }
  }
  return found
}
