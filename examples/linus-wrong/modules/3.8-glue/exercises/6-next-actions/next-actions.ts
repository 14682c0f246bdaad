// Goes on as if what it starts had succeeded at once.
import type { Condition, HistoryEvent, Start, Trigger } from '../../next-actions.ts'

const MAX_CRAWLERS = 2

export function nextActions(triggers: Trigger[], history: HistoryEvent[], now: number): Start[] {
  for (const { name, actions } of triggers) {
    if (actions.filter(({ kind }) => kind === 'crawler').length > MAX_CRAWLERS) {
      throw new RangeError(`Trigger "${name}" starts more than ${MAX_CRAWLERS} crawlers`)
    }
  }
  const firing = triggers.filter((trigger) => fires(trigger, history, now))
  const starts = firing.flatMap((trigger) =>
    trigger.actions.map(({ kind, name }) => ({ trigger: trigger.name, kind, name })),
  )
  if (starts.length === 0) return starts
  const rest = triggers.filter((trigger) => !firing.includes(trigger))
  const ends = starts.map(({ kind, name, trigger }) => ({
    event: 'ended' as const,
    kind,
    name,
    state: 'SUCCEEDED',
    startedBy: trigger,
    time: now,
  }))
  return [...starts, ...nextActions(rest, [...history, ...ends], now)]
}

function fires(trigger: Trigger, history: HistoryEvent[], now: number): boolean {
  if (trigger.state !== 'ACTIVATED') return false
  const firedAt = history.findLastIndex(
    (entry) => entry.event === 'fired' && entry.trigger === trigger.name,
  )
  const news = history.slice(firedAt + 1)
  if (trigger.type === 'EVENT') return isBatch(trigger, news, now)
  return trigger.type === 'CONDITIONAL' && isMet(trigger, news)
}

function isMet({ logical = 'AND', conditions = [] }: Trigger, news: HistoryEvent[]): boolean {
  const holds = ({ kind, name, state }: Condition) => {
    const last = news.findLast(
      (entry) =>
        entry.event === 'ended' &&
        entry.startedBy !== undefined &&
        entry.kind === kind &&
        entry.name === name,
    )
    return last?.event === 'ended' && last.state === state
  }
  return logical === 'AND' ? conditions.every(holds) : conditions.some(holds)
}

function isBatch({ name, batch }: Trigger, news: HistoryEvent[], now: number): boolean {
  const { size, windowSeconds } = batch ?? { size: 1, windowSeconds: 900 }
  const events = news.filter((entry) => entry.event === 'arrived' && entry.trigger === name)
  const [first] = events
  if (!first) return false
  return events.length >= size || now - first.time >= windowSeconds * 1000
}
