import type { World } from '../service.ts'

/**
 * What is due, and when, in virtual milliseconds since 1970.
 *
 * It sets no timer: what came due is caught up with when somebody looks, in the order it was due.
 * So a schedule that never ends does not keep the clock moving. Callers of Glue cannot see the
 * difference, but for one: a crawl reads S3 as it is when somebody looks, not when it was due.
 */
export interface Agenda {
  /** The moment that is being lived through: in a catch-up the past, otherwise the clock's now. */
  now(): number
  /** Calls `act` once, at `time`. Returns what cancels it. */
  at(time: number, act: () => void): () => void
  /** Lives through what came due until the clock's now; of very much, the rest is for later. */
  catchUp(): void
}

interface Entry {
  time: number
  act: () => void
}

/** How much is caught up with at once: what starts itself again must not go on for ever. */
const MAX_AT_ONCE = 5000

/** An empty agenda. What is due at the same moment happens in the order it was entered. */
export function newAgenda({ clock }: World): Agenda {
  const entries = new Set<Entry>()
  let reliving: number | undefined

  const earliest = (until: number): Entry | undefined => {
    let first: Entry | undefined
    for (const entry of entries) {
      if (entry.time <= until && (!first || entry.time < first.time)) first = entry
    }
    return first
  }

  return {
    now: () => reliving ?? clock.now(),
    at(time, act) {
      const entry = { time, act }
      entries.add(entry)
      return () => void entries.delete(entry)
    },
    catchUp() {
      if (reliving !== undefined) return
      try {
        for (let lived = 0; lived < MAX_AT_ONCE; lived++) {
          const entry = earliest(clock.now())
          if (!entry) return
          entries.delete(entry)
          reliving = Math.max(reliving ?? 0, entry.time)
          entry.act()
        }
      } finally {
        reliving = undefined
      }
    },
  }
}

/** The same operations, each of which first catches up with what came due. */
export function caughtUp<Operations extends Record<string, (input: never) => object>>(
  agenda: Agenda,
  operations: Operations,
): Operations {
  const wrapped = Object.entries(operations).map(([name, operate]) => [
    name,
    (input: never) => {
      agenda.catchUp()
      return operate(input)
    },
  ])
  return Object.fromEntries(wrapped) as Operations
}
