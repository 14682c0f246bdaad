import type { AwsCall } from './intercept.ts'

/** What a fault does to one call: `proceed` hands an input to the target and gives its output. */
export type FaultHandler = (
  call: AwsCall,
  proceed: (input?: Record<string, unknown>) => Promise<Record<string, unknown>>,
) => Promise<object>

/** Which calls of an operation a fault strikes, counted from 1 since the fault was planned. */
export interface FaultPlan {
  operation: string
  /** The calls struck: one, several or `'all'` (default 1). */
  call?: number | readonly number[] | 'all'
  /** Counts and strikes only calls whose input fits. */
  when?: (input: Record<string, unknown>) => boolean
}

/** Decides for each call which planned fault strikes it, if any; the first planned goes first. */
export class FaultPlans {
  readonly #plans: { plan: FaultPlan; handler: FaultHandler; seen: number }[] = []

  /** Plans a fault. */
  add(plan: FaultPlan, handler: FaultHandler): void {
    this.#plans.push({ plan, handler, seen: 0 })
  }

  /** Counts the call in every plan it fits and returns the handler of the first that strikes. */
  strike({ operation, input }: AwsCall): FaultHandler | undefined {
    let striking: FaultHandler | undefined
    for (const entry of this.#plans) {
      const { plan, handler } = entry
      if (plan.operation !== operation || !(plan.when?.(input) ?? true)) continue
      entry.seen++
      if (!striking && strikes(plan, entry.seen)) striking = handler
    }
    return striking
  }
}

function strikes({ call = 1 }: FaultPlan, count: number): boolean {
  if (call === 'all') return true
  return typeof call === 'number' ? call === count : call.includes(count)
}
