import type { Clock, Replica, Version, WriteDeps, WriteOptions } from '../../quorum.ts'

export class NoQuorum extends Error {
  override name = 'NoQuorum'
}

type Order = 'newer' | 'older' | 'same' | 'sibling'

// Races promises one by one, and folds each version into the list of those that are kept.
export async function quorumWrite(
  replicas: Replica[],
  key: string,
  value: string,
  context: Clock,
  options: WriteOptions,
  deps: WriteDeps,
): Promise<Clock> {
  const clock: Clock = { ...context }
  clock[options.writer] = 1 + (clock[options.writer] ?? 0)
  const version: Version = { clock, value, writtenAt: deps.now() }
  await race(
    options.w,
    replicas.map((replica) =>
      replica.put(key, version).then(
        () => true,
        () => deps.hint(replica.id, key, version).then(() => undefined),
      ),
    ),
  )
  return clock
}

export async function quorumRead(
  replicas: Replica[],
  key: string,
  options: { r: number },
): Promise<{ values: string[]; context: Clock }> {
  const answers = await race(
    options.r,
    replicas.map((replica) =>
      replica.get(key).then(
        (versions) => ({ replica, versions }),
        () => undefined,
      ),
    ),
  )
  let kept: Version[] = []
  for (const version of answers.flatMap(({ versions }) => versions)) {
    const orders = kept.map(({ clock }) => compare(version.clock, clock))
    if (orders.some((order) => order === 'older' || order === 'same')) continue
    kept = [...kept.filter((_, at) => orders[at] === 'sibling'), version]
  }
  for (const { replica, versions } of answers) {
    for (const version of kept) {
      const knows = versions.some(({ clock }) => compare(clock, version.clock) === 'same')
      if (!knows) await replica.put(key, version).catch(() => undefined)
    }
  }
  const writers = new Set(kept.flatMap(({ clock }) => Object.keys(clock)))
  const context = Object.fromEntries(
    [...writers].map((writer) => [
      writer,
      Math.max(...kept.map(({ clock }) => clock[writer] ?? 0)),
    ]),
  )
  return { values: kept.map(({ value }) => value).toSorted(), context }
}

async function race<T>(needed: number, asked: Promise<T | undefined>[]): Promise<T[]> {
  const pending = new Map(
    asked.map((promise, at) => [at, promise.then((answer) => ({ at, answer }))]),
  )
  const found: T[] = []
  while (found.length < needed) {
    if (found.length + pending.size < needed) throw new NoQuorum('Too many replicas are away')
    const { at, answer } = await Promise.race(pending.values())
    pending.delete(at)
    if (answer !== undefined) found.push(answer)
  }
  return found
}

function compare(one: Clock, other: Clock): Order {
  const writers = [...Object.keys(one), ...Object.keys(other)]
  const signs = writers.map((writer) => Math.sign((one[writer] ?? 0) - (other[writer] ?? 0)))
  const [more, less] = [signs.includes(1), signs.includes(-1)]
  if (more && less) return 'sibling'
  return more ? 'newer' : less ? 'older' : 'same'
}
