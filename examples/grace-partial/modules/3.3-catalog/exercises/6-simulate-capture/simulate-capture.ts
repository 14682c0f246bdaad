import type { Arrival, Mechanism, Outcome } from '../simulate-capture.ts'

type Of<Kind> = Extract<Mechanism, { kind: Kind }>

interface Run {
  start: number
  end: number
}

/** When each of the days with files was captured, as far as it was. */
interface Capture {
  times: Map<number, number>
  apiCalls: number
}

export function simulateCapture(arrivals: Arrival[], mechanism: Mechanism, until: number): Outcome {
  const first = firstArrivals(arrivals, until)
  const { times, apiCalls } = capture(arrivals, { first, mechanism, until })
  const staleness = [...first]
    .flatMap(([day, at]) => (times.has(day) ? [times.get(day)! - at] : []))
    .toSorted((a, b) => a - b)
  return {
    staleP50: percentile(staleness, 50),
    staleP95: percentile(staleness, 95),
    apiCalls,
    missed: first.size - staleness.length,
  }
}

interface Scene {
  first: Map<number, number>
  mechanism: Mechanism
  until: number
}

function capture(arrivals: Arrival[], { first, mechanism, until }: Scene): Capture {
  if (mechanism.kind === 'crawler') return crawl(mechanism, { first, until })
  if (mechanism.kind === 'events') return deliver(mechanism, arrivals, { first, until })
  const { from, to, queries } = mechanism
  const times = new Map([...first].filter(([day]) => from <= day && day <= to))
  return { times, apiCalls: queries * Math.max(0, to - from + 1) }
}

function crawl(
  { every, takes, callsPerRun }: Of<'crawler'>,
  { first, until }: Omit<Scene, 'mechanism'>,
): Capture {
  const runs: Run[] = []
  for (let start = 0; start <= until; start += every) {
    const isRunning = start < (runs.at(-1)?.end ?? 0)
    if (!isRunning) runs.push({ start, end: start + takes })
  }
  const times = new Map<number, number>()
  for (const [day, at] of first) {
    const run = runs.find(({ start }) => start >= at)
    if (run && run.end <= until) times.set(day, run.end)
  }
  return { times, apiCalls: runs.length * callsPerRun }
}

function deliver(
  { deliveries, reconcileEvery }: Of<'events'>,
  arrivals: Arrival[],
  { first, until }: Omit<Scene, 'mechanism'>,
): Capture {
  const inTime = deliveries.filter(({ at }) => at <= until)
  const times = new Map<number, number>()
  for (const { file, at } of inTime) {
    const { day } = arrivals[file]!
    times.set(day, Math.min(at, times.get(day) ?? at))
  }
  if (!reconcileEvery) return { times, apiCalls: inTime.length }
  for (const [day, arrived] of first) {
    const at = Math.max(1, Math.ceil(arrived / reconcileEvery)) * reconcileEvery
    if (at <= until) times.set(day, Math.min(at, times.get(day) ?? at))
  }
  return { times, apiCalls: inTime.length + Math.floor(until / reconcileEvery) }
}

function firstArrivals(arrivals: Arrival[], until: number): Map<number, number> {
  const first = new Map<number, number>()
  for (const { at, day } of arrivals) {
    if (at <= until) first.set(day, Math.min(at, first.get(day) ?? at))
  }
  return first
}

function percentile(sorted: number[], percent: number): number | null {
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null
}
