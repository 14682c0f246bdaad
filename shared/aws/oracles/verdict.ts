/** What an oracle says of one service. */
export interface Verdict {
  service: string
  /** Steps or tests that came out as AWS's would. */
  passed: number
  /** Those that did not, with what happened instead. */
  failed: string[]
}
