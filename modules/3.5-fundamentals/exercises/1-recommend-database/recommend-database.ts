export type Pattern =
  | 'single-key'
  | 'range'
  | 'join'
  | 'many-hops'
  | 'full-text'
  | 'time-window'
  | 'aggregate'
  | 'nested-documents'
  | 'verifiable-history'
  | 'similarity'

export interface Need {
  patterns: Pattern[]
  /** Whether changes of several records have to happen together. */
  transactions?: boolean
  maxLatencyMs?: number
  gigabytes?: number
  /** Services that this customer uses already. */
  existingCustomerOf?: string[]
}

export interface Entry {
  service: string
  /** As in `key-value`, `relational`, `graph`. */
  style: string
  patterns: Pattern[]
  transactions: boolean
  /** Of a typical read. */
  latencyMs: number
  maxGigabytes: number
  /** First day on which new customers are refused. */
  closedToNewCustomers?: string
  /** First day without the service. */
  endOfSupport?: string
}

export type Reason = 'ended' | 'closed' | 'pattern' | 'transactions' | 'latency' | 'size'

export interface Recommendation {
  service: string | null
  style: string | null
  why: Pattern[]
  rejected: Record<string, Reason>
}

/** Chooses the service that fits a need best on a day. */
export function recommendDatabase(need: Need, asOf: string, catalog: Entry[]): Recommendation {
  throw new Error('Not written yet')
}
