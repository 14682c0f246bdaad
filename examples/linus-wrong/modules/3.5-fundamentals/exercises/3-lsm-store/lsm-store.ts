// Merges the newest run first, so that older ones overwrite it.
import { createHash } from 'node:crypto'
import type { Files, Store } from '../../lsm-store.ts'

/** Sorted by key; null is a tombstone. */
type Entries = [key: string, value: string | null][]

interface Run {
  name: string
  level: number
  /** Bits of the Bloom filter, in base64. */
  filter: string
}

const BITS_PER_KEY = 10
const HASHES = 7

export async function openStore(files: Files): Promise<Store> {
  const memory = new Map<string, string | null>()
  const names = await files.list()
  /** By level, and the newest first within one. */
  let runs: Run[] = []
  let counter = 0
  if (names.includes('MANIFEST')) {
    ;({ runs, counter } = JSON.parse(await files.read('MANIFEST')) as {
      runs: Run[]
      counter: number
    })
  }
  for (const name of names) {
    if (name !== 'MANIFEST' && !runs.some((run) => run.name === name)) await files.remove(name)
  }

  async function get(key: string): Promise<string | undefined> {
    const fresh = memory.get(key)
    if (fresh !== undefined) return fresh ?? undefined
    for (const run of runs) {
      if (!mayHold(run.filter, key)) continue
      const found = (await load(run)).find(([other]) => other === key)
      if (found) return found[1] ?? undefined
    }
    return undefined
  }

  async function scan(lo: string, hi: string): Promise<[string, string][]> {
    const all = merge([...(await Promise.all(runs.map(load))).toReversed(), [...memory]])
    return all.filter(
      (entry): entry is [string, string] => entry[0] >= lo && entry[0] < hi && entry[1] !== null,
    )
  }

  async function flush(): Promise<void> {
    if (memory.size === 0) return
    const run = await write(merge([[...memory]]), 0)
    await commit([run, ...runs])
    memory.clear()
  }

  async function compact(level: number): Promise<void> {
    const merged = runs.filter((run) => run.level === level || run.level === level + 1)
    if (!merged.some((run) => run.level === level)) return
    const isBottom = !runs.some((run) => run.level > level + 1)
    const oldestFirst = await Promise.all(merged.map(load))
    const kept = merge(oldestFirst).filter(([, value]) => value !== null || !isBottom)
    const result = kept.length > 0 ? [await write(kept, level + 1)] : []
    const newer = runs.filter((run) => run.level < level)
    const deeper = runs.filter((run) => run.level > level + 1)
    await commit([...newer, ...result, ...deeper])
    for (const { name } of merged) await files.remove(name)
  }

  async function load({ name }: Run): Promise<Entries> {
    return JSON.parse(await files.read(name)) as Entries
  }

  async function write(entries: Entries, level: number): Promise<Run> {
    const name = `run-${++counter}`
    await files.create(name, JSON.stringify(entries))
    return { name, level, filter: filterOf(entries.map(([key]) => key)) }
  }

  async function commit(changed: Run[]): Promise<void> {
    await files.replace('MANIFEST', JSON.stringify({ runs: changed, counter }))
    runs = changed
  }

  return {
    get,
    scan,
    flush,
    compact,
    put: async (key, value) => void memory.set(key, value),
    delete: async (key) => void memory.set(key, null),
  }
}

/** One sorted list of many; later lists win. */
function merge(oldestFirst: Entries[]): Entries {
  const merged = new Map(oldestFirst.flat())
  return [...merged].sort(([one], [other]) => (one < other ? -1 : 1))
}

function filterOf(keys: string[]): string {
  const bits = new Uint8Array(Math.ceil((keys.length * BITS_PER_KEY) / 8) + 1)
  for (const key of keys) {
    for (const at of places(key, bits.length * 8)) bits[at >> 3]! |= 1 << (at & 7)
  }
  return Buffer.from(bits).toString('base64')
}

function mayHold(filter: string, key: string): boolean {
  const bits = Buffer.from(filter, 'base64')
  return places(key, bits.length * 8).every((at) => (bits[at >> 3]! & (1 << (at & 7))) !== 0)
}

function places(key: string, size: number): number[] {
  const hash = createHash('sha256').update(key).digest()
  return Array.from({ length: HASHES }, (_, at) => hash.readUInt32LE(at * 4) % size)
}
