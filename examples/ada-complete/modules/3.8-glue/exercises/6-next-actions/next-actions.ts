import type { HistoryEvent, Start, Trigger } from '../../next-actions.ts'

// Lives through the history once, and keeps for each trigger what it has seen since it fired.
export function nextActions(triggers: Trigger[], history: HistoryEvent[], now: number): Start[] {
  const seen = new Map(
    triggers.map(({ name }) => [
      name,
      { ends: new Map<string, string>(), arrivals: [] as number[] },
    ]),
  )
  for (const entry of history) {
    if (entry.event === 'fired') {
      seen.set(entry.trigger, { ends: new Map(), arrivals: [] })
    } else if (entry.event === 'arrived') {
      seen.get(entry.trigger)?.arrivals.push(entry.time)
    } else if (entry.startedBy !== undefined) {
      for (const { ends } of seen.values()) ends.set(`${entry.kind} ${entry.name}`, entry.state)
    }
  }
  const starts: Start[] = []
  for (const trigger of triggers) {
    const { name, type, actions, conditions = [] } = trigger
    const crawlers = actions.filter((action) => action.kind === 'crawler')
    if (crawlers.length > 2) throw new RangeError(`Too many crawlers in ${name}`)
    const { ends, arrivals } = seen.get(name)!
    let isDue = false
    if (type === 'CONDITIONAL') {
      const met = conditions.filter((one) => ends.get(`${one.kind} ${one.name}`) === one.state)
      isDue = met.length >= (trigger.logical === 'ANY' ? 1 : conditions.length)
    } else if (type === 'EVENT' && arrivals.length > 0) {
      const age = (now - arrivals[0]!) / 1000
      isDue =
        arrivals.length >= (trigger.batch?.size ?? 1) ||
        age >= (trigger.batch?.windowSeconds ?? 900)
    }
    if (!isDue || trigger.state !== 'ACTIVATED') continue
    for (const action of actions) {
      starts.push({ trigger: name, kind: action.kind, name: action.name })
    }
  }
  return starts
}
