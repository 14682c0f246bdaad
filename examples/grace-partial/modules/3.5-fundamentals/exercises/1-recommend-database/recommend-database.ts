// Takes limits for exclusive.
import type { Entry, Need, Reason, Recommendation } from '../../recommend-database.ts'

export function recommendDatabase(need: Need, asOf: string, catalog: Entry[]): Recommendation {
  const rejected: Record<string, Reason> = {}
  const fitting: Entry[] = []
  for (const entry of catalog) {
    const reason = reasonAgainst(entry, need, asOf)
    if (reason) rejected[entry.service] = reason
    else fitting.push(entry)
  }
  const unused = ({ patterns }: Entry) =>
    patterns.filter((pattern) => !need.patterns.includes(pattern)).length
  const [best] = fitting.toSorted(
    (one, other) => unused(one) - unused(other) || one.latencyMs - other.latencyMs,
  )
  return {
    service: best?.service ?? null,
    style: best?.style ?? null,
    why: best ? need.patterns : [],
    rejected,
  }
}

function reasonAgainst(entry: Entry, need: Need, asOf: string): Reason | undefined {
  const { service, endOfSupport, closedToNewCustomers } = entry
  const isKnown = need.existingCustomerOf?.includes(service) ?? false
  if (endOfSupport !== undefined && asOf >= endOfSupport) return 'ended'
  if (closedToNewCustomers !== undefined && asOf >= closedToNewCustomers && !isKnown)
    return 'closed'
  if (!need.patterns.every((pattern) => entry.patterns.includes(pattern))) return 'pattern'
  if (need.transactions && !entry.transactions) return 'transactions'
  if (entry.latencyMs >= (need.maxLatencyMs ?? Infinity)) return 'latency'
  if (entry.maxGigabytes <= (need.gigabytes ?? 0)) return 'size'
  return undefined
}
