import type { Tier } from '../../result.ts'
import type { IsolationTools, Machine } from './isolation.ts'

/** How boxes are started on this machine: what `detectTier` found to work. */
export interface TierPlan {
  /** What a report prints. */
  readonly tier: Tier
  readonly machine: Machine
  /** The tools in use. */
  readonly tools: IsolationTools
  /** The node that runs the box. */
  readonly node: string
  /** The shared libraries of that node. */
  readonly libraries: readonly SharedLibrary[]
  /** Descriptors above 4 that the grader would pass on to the box against its will. */
  readonly leakingDescriptors: readonly number[]
  /** What the strongest tool said when it did not start, if one did not. */
  readonly refusal?: string
}

/** A file that the dynamic linker looks for under `path`, and where it really is. */
export interface SharedLibrary {
  readonly path: string
  readonly source: string
}
