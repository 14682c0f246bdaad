export type Edge = [from: string, to: string]

export interface Options {
  /** Whether edges lead one way only. */
  directed?: boolean
}

/** Everybody whose shortest way from `who` has exactly `degree` steps. */
export function connections(
  edges: Edge[],
  who: string,
  degree: number,
  options: Options = {},
): Set<string> {
  throw new Error('Not written yet')
}
