import { candidate, type CheckContext, checksFor, expect, sync } from '@workshop/testkit'
import type { Clock, Version } from '../quorum.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { NoQuorum, quorumRead, quorumWrite } = candidate(() => import('../quorum.ts'))

const covers = (one: Clock, other: Clock) =>
  Object.entries(other).every(([writer, count]) => (one[writer] ?? 0) >= count)

/** Replicas r1, r2, …, which can be away or slow. */
function cluster(count: number, sleep: CheckContext['sleep']) {
  const stored = Array.from({ length: count }, (): Version[] => [])
  const puts: string[] = []
  const away = new Set<string>()
  const delays = new Map<string, number>()
  const arrive = async (id: string) => {
    await sleep(delays.get(id) ?? 1)
    if (away.has(id)) throw new Error(`${id} does not answer`)
  }
  const replicas = stored.map((versions, at) => ({
    id: `r${at + 1}`,
    async get() {
      await arrive(`r${at + 1}`)
      return [...versions]
    },
    async put(_: string, version: Version) {
      await arrive(`r${at + 1}`)
      puts.push(`r${at + 1} ${version.value}`)
      if (versions.some(({ clock }) => covers(clock, version.clock))) return
      const siblings = versions.filter(({ clock }) => !covers(version.clock, clock))
      versions.splice(0, versions.length, ...siblings, version)
    },
  }))
  const valuesOf = (id: number) => stored[id - 1]!.map(({ value }) => value).toSorted()
  return { replicas, stored, puts, away, delays, valuesOf }
}

const version = (value: string, clock: Clock, writtenAt = 0) => ({ value, clock, writtenAt })

function deps(now: () => number) {
  const hints: string[] = []
  return {
    hints,
    now,
    hint: async (id: string, key: string, { value }: Version) =>
      void hints.push(`${id} ${key} ${value}`),
  }
}

check('reads the last acknowledged write', async ({ sleep, now }) => {
  for (const reachedBy of ['r1', 'r2', 'r3']) {
    const { replicas, away, stored } = cluster(3, sleep)
    for (const versions of stored) versions.push(version('tent', { A: 1 }, 9e15))
    away.add(reachedBy)
    const options = { w: 2, writer: 'B' }
    const clock = await quorumWrite(replicas, 'cart', 'tent, rope', { A: 1 }, options, deps(now))
    expect(clock).toEqual({ A: 1, B: 1 })
    away.clear()
    expect(await quorumRead(replicas, 'cart', { r: 2 })).toEqual({
      values: ['tent, rope'],
      context: { A: 1, B: 1 },
    })
  }
  const { replicas, stored } = cluster(3, sleep)
  stored[0]!.push(version('old', { A: 4 }, 5_000))
  stored[1]!.push(version('old', { A: 4 }, 5_000))
  stored[2]!.push(version('new', { A: 5 }, 1_000))
  const newer = { values: ['new'], context: { A: 5 } }
  expect(await quorumRead(replicas, 'cart', { r: 3 })).toEqual(newer)
  expect(await quorumRead(replicas, 'cart', { r: 3 })).toEqual(newer)
  const { replicas: empty } = cluster(3, sleep)
  expect(await quorumRead(empty, 'cart', { r: 2 })).toEqual({ values: [], context: {} })
})

check('gives concurrent writes as siblings', async ({ sleep, now }) => {
  const { replicas, valuesOf } = cluster(3, sleep)
  await Promise.all([
    quorumWrite(replicas, 'cart', 'stove', {}, { w: 3, writer: 'B' }, deps(now)),
    quorumWrite(replicas, 'cart', 'rope', {}, { w: 3, writer: 'A' }, deps(sync(() => 9e15))),
  ])
  expect(valuesOf(1)).toEqual(['rope', 'stove'])
  expect(await quorumRead(replicas, 'cart', { r: 2 })).toEqual({
    values: ['rope', 'stove'],
    context: { A: 1, B: 1 },
  })
  const { replicas: others, stored } = cluster(3, sleep)
  stored[0]!.push(version('a', { A: 2, B: 1 }))
  stored[1]!.push(version('b', { A: 1, B: 2 }))
  stored[2]!.push(version('c', { A: 1, B: 1 }))
  const { values } = await quorumRead(others, 'cart', { r: 3 })
  expect(values).toEqual(['a', 'b'])
  const { replicas: strangers, stored: alone } = cluster(3, sleep)
  for (const [at, writer] of ['A', 'B', 'C'].entries()) {
    alone[at]!.push(version(`by ${writer}`, { [writer]: 1 }))
  }
  expect((await quorumRead(strangers, 'cart', { r: 2 })).values).toHaveLength(2)
})

check('settles siblings by a write that saw them', async ({ sleep, now }) => {
  const { replicas, stored, valuesOf } = cluster(3, sleep)
  for (const versions of stored) versions.push(version('rope', { A: 3 }), version('tent', { B: 2 }))
  const { context } = await quorumRead(replicas, 'cart', { r: 2 })
  expect(context).toEqual({ A: 3, B: 2 })
  const options = { w: 3, writer: 'A' }
  const clock = await quorumWrite(replicas, 'cart', 'rope, tent', context, options, deps(now))
  expect(clock).toEqual({ A: 4, B: 2 })
  expect(valuesOf(2)).toEqual(['rope, tent'])
})

check('waits for no more than it needs', async ({ sleep, clock, now }) => {
  const { replicas, delays } = cluster(3, sleep)
  delays.set('r1', 60_000)
  const start = clock.now()
  await quorumWrite(replicas, 'cart', 'tent', {}, { w: 2, writer: 'A' }, deps(now))
  const { values } = await quorumRead(replicas, 'cart', { r: 2 })
  expect(values).toEqual(['tent'])
  expect(clock.now() - start).toBeLessThan(1_000)
})

check('repairs what is old, and nothing else', async ({ sleep }) => {
  const { replicas, stored, puts, valuesOf, delays } = cluster(4, sleep)
  stored[0]!.push(version('rope', { A: 1 }, 7))
  stored[1]!.push(version('tent', { B: 1 }, 8))
  stored[2]!.push(version('rope', { A: 1 }, 7), version('tent', { B: 1 }, 8))
  delays.set('r4', 500)
  await quorumRead(replicas, 'cart', { r: 3 })
  expect(puts.toSorted()).toEqual(['r1 tent', 'r2 rope'])
  for (const id of [1, 2, 3]) expect(valuesOf(id)).toEqual(['rope', 'tent'])
  expect(stored[0]!.toSorted((a, b) => a.writtenAt - b.writtenAt)).toEqual([
    version('rope', { A: 1 }, 7),
    version('tent', { B: 1 }, 8),
  ])
  puts.length = 0
  await quorumRead(replicas, 'cart', { r: 3 })
  expect(puts).toEqual([])
  const fragile = replicas.map((replica, at) =>
    at === 3 ? { ...replica, put: () => Promise.reject(new Error('Read only')) } : replica,
  )
  expect((await quorumRead(fragile, 'cart', { r: 4 })).values).toEqual(['rope', 'tent'])
})

check('hands on hints for replicas that failed', async ({ sleep, now }) => {
  const { replicas, away, delays } = cluster(3, sleep)
  away.add('r2')
  delays.set('r1', 5)
  const { hints, ...more } = deps(now)
  await quorumWrite(replicas, 'cart', 'tent', {}, { w: 2, writer: 'A' }, more)
  expect(hints).toEqual(['r2 cart tent'])
})

check('refuses without a quorum', async ({ sleep, clock, now }) => {
  const { replicas, away, delays } = cluster(3, sleep)
  away.add('r1').add('r3')
  const write = quorumWrite(replicas, 'cart', 'tent', {}, { w: 2, writer: 'A' }, deps(now))
  await expect(write).rejects.toBeInstanceOf(NoQuorum)
  await expect(quorumRead(replicas, 'cart', { r: 2 })).rejects.toBeInstanceOf(NoQuorum)
  expect((await quorumRead(replicas, 'cart', { r: 1 })).values).toEqual(['tent'])
  delays.set('r2', 60_000)
  const start = clock.now()
  await expect(quorumRead(replicas, 'cart', { r: 2 })).rejects.toBeInstanceOf(NoQuorum)
  expect(clock.now() - start).toBeLessThan(1_000)
})
