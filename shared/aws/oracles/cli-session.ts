import type { AwsCli } from './aws-cli.ts'

/** What a session has besides the CLI. */
export interface SessionTools {
  /** Moves the clock of the cloud ahead. */
  advance(ms: number): Promise<void>
  /** An empty folder of the session's own. */
  folder: string
}

/** A session with one service: make, put, list, get, page, fail. Throws where AWS would differ. */
export type CliSession = (aws: AwsCli, tools: SessionTools) => Promise<void>

/** A unit of time, in milliseconds. */
export const HOUR = 3_600_000
