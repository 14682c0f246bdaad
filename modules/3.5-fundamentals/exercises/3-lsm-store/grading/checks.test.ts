// Longer than most: it brings the files that a store lies in, and lets them fail.
import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { openStore } = candidate(() => import('../lsm-store.ts'))

type Step =
  | { put: string }
  | { delete: string }
  | { flush: boolean }
  | { compact: number }
  | { reopen: boolean }

/** Files that count, and that a crash can cut off from a certain change on. */
function disk() {
  const texts = new Map<string, string>()
  const seen = { reads: 0, changes: 0, crashAt: Infinity }
  const change = (apply: () => void) => {
    if (++seen.changes >= seen.crashAt) throw new Error('The machine stopped')
    apply()
  }
  const files = {
    list: async () => [...texts.keys()],
    async read(name: string) {
      const text = texts.get(name)
      if (text === undefined) throw new Error(`There is no file "${name}"`)
      if (name !== 'MANIFEST') seen.reads++
      return text
    },
    async create(name: string, text: string) {
      if (texts.has(name) || name === 'MANIFEST') throw new Error(`"${name}" exists`)
      change(() => texts.set(name, text))
    },
    async replace(name: string, text: string) {
      if (name !== 'MANIFEST') throw new Error('Only MANIFEST can be replaced')
      change(() => texts.set(name, text))
    },
    async remove(name: string) {
      if (!texts.has(name)) throw new Error(`There is no file "${name}"`)
      change(() => texts.delete(name))
    },
  }
  const runs = () => [...texts.keys()].filter((name) => name !== 'MANIFEST').length
  return { files, seen, texts, runs }
}

check('finds what was written last', async () => {
  const { files, seen, runs } = disk()
  const store = await openStore(files)
  await store.flush()
  await store.compact(0)
  expect(seen.changes).toBe(0)
  await store.put('KDEN', 'Stapleton')
  await store.put('KDEN', 'Denver')
  await store.put('', 'no code')
  await store.put('__proto__', '')
  await store.flush()
  await store.put('KDEN', 'Denver International')
  expect(await store.get('KDEN')).toBe('Denver International')
  await store.flush()
  await store.flush()
  expect(runs()).toBe(2)
  const again = await openStore(files)
  expect(await again.get('KDEN')).toBe('Denver International')
  expect(await again.get('')).toBe('no code')
  expect(await again.get('__proto__')).toBe('')
  expect(await again.get('constructor')).toBe(undefined)
})

check('lets the newest run win in a merge', async () => {
  const { files, seen, runs } = disk()
  const store = await openStore(files)
  for (const name of ['oldest', 'old', 'new']) {
    await store.put('KJFK', name)
    await store.put(`only in ${name}`, name)
    await store.flush()
  }
  await store.compact(0)
  expect(runs()).toBe(1)
  expect(await store.get('KJFK')).toBe('new')
  await store.put('KJFK', 'newest')
  await store.flush()
  await store.compact(0)
  const { changes } = seen
  await store.compact(0)
  expect(seen.changes).toBe(changes)
  const again = await openStore(files)
  expect(await again.get('KJFK')).toBe('newest')
  expect(await again.get('only in oldest')).toBe('oldest')
})

check('hides what was deleted, on every level', async () => {
  const { files } = disk()
  const store = await openStore(files)
  await store.put('KMDW', 'Midway')
  await store.flush()
  await store.compact(0)
  await store.delete('KMDW')
  expect(await store.get('KMDW')).toBe(undefined)
  await store.flush()
  expect(await (await openStore(files)).get('KMDW')).toBe(undefined)
  await store.put('KMDW', 'Chicago Midway')
  expect(await store.get('KMDW')).toBe('Chicago Midway')
})

check('drops a tombstone at the bottom, and not before', async () => {
  const { files, runs } = disk()
  const store = await openStore(files)
  await store.put('KOAK', 'Oakland')
  await store.flush()
  await store.compact(0)
  await store.compact(1)
  await store.delete('KOAK')
  await store.flush()
  await store.compact(0)
  // The value lies in level 2, the tombstone in level 1.
  expect(await store.get('KOAK')).toBe(undefined)
  expect(await (await openStore(files)).get('KOAK')).toBe(undefined)
  expect(runs()).toBe(2)
  await store.compact(1)
  expect(await store.get('KOAK')).toBe(undefined)
  expect(runs()).toBe(0)
})

check('scans in order without the deleted', async () => {
  const { files } = disk()
  const store = await openStore(files)
  for (const key of ['KSJC', 'KBOS', 'KSAN', 'Kö', 'KATL', 'k']) await store.put(key, `1 ${key}`)
  await store.flush()
  await store.compact(0)
  await store.delete('KBOS')
  await store.put('KATL', '2 KATL')
  await store.flush()
  await store.put('KSEA', '3 KSEA')
  await store.delete('KSAN')
  expect(await store.scan('KA', 'KT')).toEqual([
    ['KATL', '2 KATL'],
    ['KSEA', '3 KSEA'],
    ['KSJC', '1 KSJC'],
  ])
  expect(await store.scan('KATL', 'KSJC')).toEqual([
    ['KATL', '2 KATL'],
    ['KSEA', '3 KSEA'],
  ])
  expect(await store.scan('KT', 'z')).toEqual([
    ['Kö', '1 Kö'],
    ['k', '1 k'],
  ])
  expect(await store.scan('z', 'KA')).toEqual([])
})

check('survives a crash at every step', async () => {
  for (let crashAt = 1; crashAt < 14; crashAt++) {
    const { files, seen, texts } = disk()
    const flushed = new Map<string, string>()
    const store = await openStore(files)
    const maybe = new Map<string, string>()
    try {
      seen.crashAt = crashAt
      for (const round of ['a', 'b', 'c']) {
        await store.put('KLAX', round)
        maybe.set('KLAX', round)
        await store.put(round, round)
        maybe.set(round, round)
        await store.flush()
        for (const [key, value] of maybe) flushed.set(key, value)
        if (round !== 'a') await store.compact(0)
      }
    } catch (error) {
      expect(String(error)).toContain('The machine stopped')
    }
    seen.crashAt = Infinity
    const again = await openStore(files)
    const found = new Map(await again.scan('', '~'))
    // The flush that was under way may have happened, or not.
    const outcomes = [Object.fromEntries(flushed), Object.fromEntries(maybe)]
    expect(outcomes).toContainEqual(Object.fromEntries(found))
    const named = texts.get('MANIFEST') ?? ''
    for (const name of texts.keys()) expect(name === 'MANIFEST' || named.includes(name)).toBe(true)
    await again.put('KLAX', 'after')
    await again.flush()
    await again.compact(0)
    expect(await (await openStore(files)).get('KLAX')).toBe('after')
  }
})

check('asks no run that cannot have the key', async () => {
  const { files, seen } = disk()
  const store = await openStore(files)
  for (const region of ['K', 'P', 'E']) {
    for (let at = 0; at < 200; at++) await store.put(`${region}${at}`, `airport ${at}`)
    await store.flush()
  }
  const again = await openStore(files)
  seen.reads = 0
  for (let at = 0; at < 200; at++)
    expect(await again.get(`${'KPE'[at % 3]}absent${at}`)).toBe(undefined)
  expect(seen.reads).toBeLessThanOrEqual(30)
  seen.reads = 0
  for (let at = 0; at < 100; at++) expect(await again.get(`E${at}`)).toBe(`airport ${at}`)
  for (let at = 0; at < 100; at++) expect(await again.get(`K${at}`)).toBe(`airport ${at}`)
  expect(seen.reads).toBeLessThanOrEqual(215)
})

check('behaves like a Map', async ({ holdsFor }) => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ put: key }) },
    { weight: 3, arbitrary: fc.record({ delete: key }) },
    { weight: 3, arbitrary: fc.constant({ flush: true }) },
    { weight: 3, arbitrary: fc.record({ compact: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.constant({ reopen: true }) },
  )
  const behaves = async (steps: Step[]) => {
    const { files } = disk()
    let store = await openStore(files)
    const model = new Map<string, string>()
    for (const [at, one] of steps.entries()) {
      if ('put' in one) {
        await store.put(one.put, `${at}`)
        model.set(one.put, `${at}`)
      } else if ('delete' in one) {
        await store.delete(one.delete)
        model.delete(one.delete)
      } else if ('flush' in one) await store.flush()
      else if ('compact' in one) await store.compact(one.compact)
      else {
        await store.flush()
        store = await openStore(files)
      }
    }
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      expect(await store.get(name)).toBe(model.get(name))
    expect(await store.scan('a', 'z')).toEqual([...model].toSorted())
  }
  const keys = ['a', 'b', 'c', 'd', 'e'].map((put) => ({ put }))
  const down = [{ flush: true }, { compact: 0 }, { compact: 1 }]
  const changes = [{ delete: 'a' }, { put: 'b' }, { flush: true }, { put: 'b' }, { flush: true }]
  await behaves([...keys, ...down, ...changes, { compact: 0 }, { delete: 'c' }])
  await holdsFor(fc.array(step, { minLength: 6, maxLength: 24 }), behaves, { runs: 40 })
})
