import type { Entry, Need, Reason, Recommendation } from '../../recommend-database.ts'

type Rule = (entry: Entry, need: Need, asOf: string) => boolean

/** Reasons in the order in which they count, each with what has to be true of a fit. */
const RULES = new Map<Reason, Rule>([
  ['ended', ({ endOfSupport = '9999' }, _, asOf) => asOf < endOfSupport],
  [
    'closed',
    ({ service, closedToNewCustomers = '9999' }, { existingCustomerOf = [] }, asOf) =>
      asOf < closedToNewCustomers || existingCustomerOf.indexOf(service) >= 0,
  ],
  ['pattern', (entry, need) => new Set(need.patterns).isSubsetOf(new Set(entry.patterns))],
  ['transactions', (entry, need) => entry.transactions || need.transactions !== true],
  ['latency', (entry, { maxLatencyMs = entry.latencyMs }) => entry.latencyMs <= maxLatencyMs],
  ['size', (entry, { gigabytes = 0 }) => gigabytes <= entry.maxGigabytes],
])

export function recommendDatabase(need: Need, asOf: string, catalog: Entry[]): Recommendation {
  const result: Recommendation = { service: null, style: null, why: [], rejected: {} }
  let best: [spare: number, latency: number] = [Infinity, Infinity]
  for (const entry of catalog) {
    const broken = [...RULES].find(([, holds]) => !holds(entry, need, asOf))
    if (broken) {
      result.rejected[entry.service] = broken[0]
      continue
    }
    const spare = new Set(entry.patterns).difference(new Set(need.patterns)).size
    if (spare > best[0] || (spare === best[0] && entry.latencyMs >= best[1])) continue
    best = [spare, entry.latencyMs]
    Object.assign(result, { service: entry.service, style: entry.style, why: [...need.patterns] })
  }
  return result
}
