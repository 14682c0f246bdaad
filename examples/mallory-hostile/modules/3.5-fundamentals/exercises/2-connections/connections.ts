import type { Edge, Options } from '../connections.ts'

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
  let level = new Set([who])
  for (let step = 0; step < degree && level.size > 0; step++) {
    const next = new Set<string>()
    for (const person of level) {
      for (const neighbour of neighbours.get(person)!) {
        if (seen.has(neighbour)) continue
        seen.add(neighbour)
        next.add(neighbour)
      }
    }
    level = next
  }
  return level
}
