// Waits until every replica has answered.
import type { Clock, Replica, Version, WriteDeps, WriteOptions } from '../../quorum.ts'

export class NoQuorum extends Error {
  override name = 'NoQuorum'
}

export async function quorumWrite(
  replicas: Replica[],
  key: string,
  value: string,
  context: Clock,
  { w, writer }: WriteOptions,
  { now, hint }: WriteDeps,
): Promise<Clock> {
  const clock = { ...context, [writer]: (context[writer] ?? 0) + 1 }
  const version = { value, clock, writtenAt: now() }
  await firstOf(replicas, w, async (replica) => {
    try {
      await replica.put(key, version)
    } catch (error) {
      await hint(replica.id, key, version)
      throw error
    }
  })
  return clock
}

export async function quorumRead(
  replicas: Replica[],
  key: string,
  { r }: { r: number },
): Promise<{ values: string[]; context: Clock }> {
  const answers = await firstOf(replicas, r, async (replica) => ({
    replica,
    versions: await replica.get(key),
  }))
  const kept = newest(answers.flatMap(({ versions }) => versions))
  const repairs = answers.flatMap(({ replica, versions }) =>
    kept
      .filter(({ clock }) => !versions.some((version) => isSame(version.clock, clock)))
      .map((version) => replica.put(key, version)),
  )
  await Promise.allSettled(repairs)
  const context: Clock = {}
  for (const { clock } of kept) {
    for (const [writer, count] of Object.entries(clock)) {
      context[writer] = Math.max(context[writer] ?? 0, count)
    }
  }
  return { values: kept.map(({ value }) => value).sort(), context }
}

/** The first results of so many replicas, all asked at once. */
function firstOf<T>(
  replicas: Replica[],
  needed: number,
  ask: (replica: Replica) => Promise<T>,
): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let left = replicas.length
    const check = () => {
      if (left === 0 && results.length >= needed) resolve(results.slice(0, needed))
      else if (results.length + left < needed) {
        reject(new NoQuorum(`${results.length} of ${needed} replicas answered`))
      }
    }
    for (const replica of replicas) {
      ask(replica)
        .then((result) => void results.push(result))
        .catch(() => {})
        .finally(() => {
          left--
          check()
        })
    }
    check()
  })
}

function newest(versions: Version[]): Version[] {
  return versions.filter(
    ({ clock }, at) =>
      !versions.some((other) => covers(other.clock, clock) && !covers(clock, other.clock)) &&
      versions.findIndex((other) => isSame(other.clock, clock)) === at,
  )
}

/** Whether one clock has seen all that another has. */
function covers(one: Clock, other: Clock): boolean {
  return Object.entries(other).every(([writer, count]) => (one[writer] ?? 0) >= count)
}

function isSame(one: Clock, other: Clock): boolean {
  return covers(one, other) && covers(other, one)
}
