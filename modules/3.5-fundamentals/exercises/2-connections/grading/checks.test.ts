import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import type { Edge, Options } from '../connections.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { connections } = candidate(() => import('../connections.ts'))

const OFFICE: Edge[] = [
  ['Grace', 'Alan'],
  ['Alan', 'Kurt'],
  ['Kurt', 'John'],
  ['Grace', 'Kurt'],
  ['John', 'Emmy'],
  ['Emmy', 'David'],
  ['Alan', 'Emmy'],
]

async function found(edges: Edge[], who: string, degree: number, options?: Options) {
  return [...(await connections(edges, who, degree, options))].toSorted()
}

check('finds those exactly so many steps away', async ({ holdsFor }) => {
  expect(await found(OFFICE, 'Grace', 0)).toEqual(['Grace'])
  expect(await found(OFFICE, 'Grace', 1)).toEqual(['Alan', 'Kurt'])
  expect(await found(OFFICE, 'Grace', 2)).toEqual(['Emmy', 'John'])
  expect(await found(OFFICE, 'Grace', 3)).toEqual(['David'])

  // Whoever forgets whom it has met comes round to Ada again, whatever graphs are drawn below.
  const round: Edge[] = [
    ['Ada', 'Kurt'],
    ['Kurt', 'Emmy'],
    ['Emmy', 'Ada'],
  ]
  expect(await found(round, 'Ada', 3, { directed: true })).toEqual([])

  const person = fc.integer({ min: 0, max: 9 }).map((at) => `p${at}`)
  const edges = fc.array(fc.tuple(person, person), { minLength: 1, maxLength: 16 })
  await holdsFor(fc.tuple(edges, fc.nat(4), fc.boolean()), async ([edges, degree, directed]) => {
    const who = edges[0]![0]
    expect(await found(edges, who, degree, { directed })).toEqual(
      atDistance(edges, who, degree, directed),
    )
  })
})

check('survives circles, loops and repeated edges', async () => {
  const ring: Edge[] = [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
    ['d', 'a'],
    ['a', 'a'],
    ['b', 'a'],
    ['a', 'b'],
    ['c', 'c'],
  ]
  expect(await found(ring, 'a', 1)).toEqual(['b', 'd'])
  expect(await found(ring, 'a', 2)).toEqual(['c'])
  expect(await found(ring, 'a', 4)).toEqual([])
  expect(await found(ring, 'a', 3, { directed: true })).toEqual(['d'])
  expect(await found(ring, 'a', 4, { directed: true })).toEqual([])
})

check('follows edges both ways, or one way', async () => {
  const chain: Edge[] = [
    ['a', 'b'],
    ['c', 'b'],
    ['c', 'd'],
  ]
  expect(await found(chain, 'd', 3)).toEqual(['a'])
  expect(await found(chain, 'd', 1, { directed: true })).toEqual([])
  expect(await found(chain, 'c', 1, { directed: true })).toEqual(['b', 'd'])
  expect(await found(chain, 'a', 2, { directed: true })).toEqual([])
  expect(await found(chain, 'b', 0, { directed: true })).toEqual(['b'])
  expect(await found(chain, 'a', 2, { directed: false })).toEqual(['c'])
})

check('knows strangers and ends of ways', async () => {
  const islands: Edge[] = [
    ['a', 'b'],
    ['x', 'y'],
  ]
  expect(await found(islands, 'nobody', 0)).toEqual([])
  expect(await found(islands, 'nobody', 1)).toEqual([])
  expect(await found(islands, 'a', 2)).toEqual([])
  expect(await found(islands, 'x', 1)).toEqual(['y'])
  expect(await found([], 'a', 1)).toEqual([])
})

check('walks far and wide', async () => {
  const chain = Array.from({ length: 20_000 }, (_, at): Edge => [`c${at}`, `c${at + 1}`])
  expect(await found(chain, 'c0', 20_000, { directed: true })).toEqual(['c20000'])
  const hub = Array.from({ length: 40_000 }, (_, at): Edge => ['hub', `fan ${at}`])
  expect((await connections(hub, 'fan 0', 2)).size).toBe(39_999)
  // Two ways at every step: 2^60 in all.
  const ladder = Array.from({ length: 60 }, (_, at): Edge[] => [
    [`s${at}`, `l${at}`],
    [`s${at}`, `r${at}`],
    [`l${at}`, `s${at + 1}`],
    [`r${at}`, `s${at + 1}`],
  ]).flat()
  expect(await found(ladder, 's0', 120)).toEqual(['s60'])
})

/** The same by relaxing all edges again and again. */
function atDistance(edges: Edge[], who: string, degree: number, directed: boolean): string[] {
  const distance = new Map([[who, 0]])
  for (let round = 0; round < 20; round++) {
    for (const [from, to] of directed
      ? edges
      : edges.flatMap(([a, b]): Edge[] => [
          [a, b],
          [b, a],
        ])) {
      const through = (distance.get(from) ?? Infinity) + 1
      if (through < (distance.get(to) ?? Infinity)) distance.set(to, through)
    }
  }
  return [...distance].flatMap(([name, steps]) => (steps === degree ? [name] : [])).toSorted()
}
