import type { Session } from '@workshop/testkit/membrane/host'
import { VirtualClock } from '@workshop/aws/clock'
import type { Tier } from '../result.ts'
import { Box } from './box.ts'
import { boxBundle } from './bundle.ts'
import type { Budgets } from './launch/budgets.ts'
import { detectTier } from './launch/detect-tier.ts'
import { launchBox } from './launch/launch-box.ts'
import { requireTier } from './launch/require-tier.ts'
import { BoxStock } from './launch/stock.ts'
import { runOnTrustedSide } from './warm-bundle.ts'

export interface BoxSupplyOptions {
  /** Boxes that are started ahead. */
  size: number
  /** The least isolation that will do. */
  minTier?: Tier['name']
  /** The most isolation to use, whatever the machine offers. */
  atMost?: Tier['name']
  /** Real milliseconds that one call of a candidate, or loading it, may take. */
  callMs?: number
  /** SDK packages that every candidate's section teaches: loaded ahead of the candidate. */
  packages?: readonly string[]
  /** What one box may spend, where that differs from the usual. */
  budgets?: Partial<Budgets>
}

/** Hands out boxes, started ahead of their use, and clears up at the end. */
export class BoxSupply implements AsyncDisposable {
  /** The isolation in force. */
  readonly tier: Tier
  readonly #stock: BoxStock
  readonly #callMs: number | undefined

  private constructor(tier: Tier, stock: BoxStock, callMs: number | undefined) {
    this.tier = tier
    this.#stock = stock
    this.#callMs = callMs
  }

  /** Starts `size` boxes ahead. Throws a `GraderError` when the machine offers less than `minTier`. */
  static async open(options: BoxSupplyOptions): Promise<BoxSupply> {
    const plan = await detectTier(options.atMost)
    if (options.minTier) requireTier(plan, options.minTier)
    const bundle = await boxBundle(runOnTrustedSide)
    const { packages = [] } = options
    const stock = new BoxStock({
      size: options.size,
      launch: (slot) => launchBox({ ...options.budgets, tier: plan, bundle, slot, packages }),
    })
    return new BoxSupply(plan.tier, stock, options.callMs)
  }

  take(): Box {
    return new Box(this.#stock.take().box, this.#callMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stock.close()
  }
}

/** A session for loading: the file's top level sees a clock, and no AWS. */
export function loadingSession(): Session {
  const refuse = async () => {
    throw new Error('No AWS call may be made while the file loads')
  }
  return { clock: new VirtualClock(), aws: refuse, awsFor: () => refuse }
}
