// Plays all moments in order, one at a time, with a catalog that fills.
import type { Arrival, Mechanism, Outcome } from '../../simulate-capture.ts'

export function simulateCapture(arrivals: Arrival[], mechanism: Mechanism, until: number): Outcome {
  const born = new Map<number, number>()
  const stale = new Map<number, number>()
  let apiCalls = 0
  const see = (day: number, now: number) => {
    if (born.has(day) && !stale.has(day)) stale.set(day, now - born.get(day)!)
  }
  let crawl: { ends: number; days: number[] } | undefined
  for (let now = 0; now <= until; now++) {
    for (const { at, day } of arrivals) if (at === now && !born.has(day)) born.set(day, now)
    if (mechanism.kind === 'projection') {
      for (const day of born.keys()) {
        if (day >= mechanism.from && day <= mechanism.to) see(day, now)
      }
    } else if (mechanism.kind === 'crawler') {
      if (crawl?.ends === now) {
        for (const day of crawl.days) see(day, now)
        crawl = undefined
      }
      if (!crawl && now % mechanism.every === 0) {
        apiCalls += mechanism.callsPerRun
        crawl = { ends: now + mechanism.takes, days: [...born.keys()] }
      }
    } else {
      for (const { file, at } of mechanism.deliveries) {
        if (at !== now) continue
        apiCalls++
        see(arrivals[file]!.day, now)
      }
      const { reconcileEvery } = mechanism
      if (reconcileEvery && now > 0 && now % reconcileEvery === 0) {
        apiCalls++
        for (const day of born.keys()) see(day, now)
      }
    }
  }
  if (mechanism.kind === 'projection') {
    for (let day = mechanism.from; day <= mechanism.to; day++) apiCalls += mechanism.queries
  }
  const ranked = Array.from(stale.values()).sort((a, b) => a - b)
  const rank = (p: number) =>
    ranked.length ? ranked[Math.ceil((p * ranked.length) / 100) - 1]! : null
  return {
    staleP50: rank(50),
    staleP95: rank(95),
    apiCalls,
    missed: born.size - stale.size,
  }
}
