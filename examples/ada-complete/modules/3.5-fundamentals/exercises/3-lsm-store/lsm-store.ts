import type { Files, Store } from '../../lsm-store.ts'

// Keeps an array per level, writes lines (key, then value or nothing), and merges with cursors.
interface Run {
  file: string
  bloom: number[]
}

const SIZE = 16

export async function openStore(files: Files): Promise<Store> {
  const table: Record<string, { value?: string }> = Object.create(null)
  const present = new Set(await files.list())
  const saved = present.has('MANIFEST') ? await files.read('MANIFEST') : '{"levels":[],"next":0}'
  const state = JSON.parse(saved) as { levels: Run[][]; next: number }
  const living = new Set(state.levels.flat().map(({ file }) => file))
  for (const file of present) {
    if (file !== 'MANIFEST' && !living.has(file)) await files.remove(file)
  }

  const read = async ({ file }: Run) => {
    const text = await files.read(file)
    return text.split('\n').map((line) => JSON.parse(line) as [string] | [string, string])
  }

  async function write(lines: (readonly [string, string?])[]): Promise<Run> {
    const file = `${state.next++}.run`
    await files.create(file, lines.map((line) => JSON.stringify(line)).join('\n'))
    const bloom = Array.from({ length: lines.length + 1 }, () => 0)
    for (const [key] of lines) {
      for (const bit of bits(key, bloom.length * SIZE))
        bloom[Math.floor(bit / SIZE)]! |= 1 << (bit % SIZE)
    }
    return { file, bloom }
  }

  /** Newest first; walks all lists at once, always taking the smallest key. */
  function* merged(lists: (readonly [string, string?])[][]): Generator<readonly [string, string?]> {
    const at = lists.map(() => 0)
    for (;;) {
      const heads = lists.map((list, which) => list[at[which]!]?.[0])
      const keys = heads.filter((key) => key !== undefined)
      if (keys.length === 0) return
      const least = keys.reduce((one, other) => (one < other ? one : other))
      const winner = heads.indexOf(least)
      yield lists[winner]![at[winner]!]!
      heads.forEach((key, which) => key === least && at[which]!++)
    }
  }

  const fresh = () =>
    Object.keys(table)
      .sort()
      .map(
        (key) =>
          [key, ...(table[key]!.value === undefined ? [] : [table[key]!.value])] as [
            string,
            string?,
          ],
      )
  const save = (levels: Run[][]) =>
    files.replace('MANIFEST', JSON.stringify({ levels, next: state.next })).then(() => {
      state.levels = levels
    })

  return {
    async put(key, value) {
      table[key] = { value }
    },
    async delete(key) {
      table[key] = {}
    },
    async get(key) {
      if (table[key]) return table[key].value
      for (const run of state.levels.flat()) {
        const words = run.bloom
        const isAbsent = bits(key, words.length * SIZE).some(
          (bit) => !(words[Math.floor(bit / SIZE)]! & (1 << (bit % SIZE))),
        )
        const line = isAbsent ? undefined : (await read(run)).find(([other]) => other === key)
        if (line) return line[1]
      }
      return undefined
    },
    async scan(lo, hi) {
      const lists = [fresh(), ...(await Promise.all(state.levels.flat().map(read)))]
      return [...merged(lists)].flatMap(([key, value]) =>
        value !== undefined && key >= lo && key < hi ? [[key, value] as [string, string]] : [],
      )
    },
    async flush() {
      const lines = fresh()
      if (lines.length === 0) return
      const run = await write(lines)
      const [top = [], ...deeper] = state.levels
      await save([[run, ...top], ...deeper])
      for (const [key] of lines) delete table[key]
    },
    async compact(level) {
      const upper = state.levels[level] ?? []
      if (upper.length === 0) return
      const victims = [...upper, ...(state.levels[level + 1] ?? [])]
      const hidesMore = state.levels.slice(level + 2).flat().length > 0
      const lines = [...merged(await Promise.all(victims.map(read)))]
      const kept = lines.filter(({ length }) => hidesMore || length === 2)
      const levels = state.levels.slice()
      levels[level] = []
      levels[level + 1] = kept.length > 0 ? [await write(kept)] : []
      await save(levels)
      for (const { file } of victims) await files.remove(file)
    },
  }
}

/** Double hashing with two FNV sums. */
function bits(key: string, size: number): number[] {
  let a = 0x811c9dc5
  let b = 0x01234567
  for (const char of key) {
    a = Math.imul(a ^ char.codePointAt(0)!, 0x01000193) >>> 0
    b = Math.imul(b ^ char.codePointAt(0)!, 0x85ebca6b) >>> 0
  }
  a ^= a >>> 15
  b ^= b >>> 13
  return Array.from({ length: 6 }, (_, i) => ((a >>> 0) + i * ((b | 1) >>> 0)) % size)
}
