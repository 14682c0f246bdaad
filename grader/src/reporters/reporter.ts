import type { GradeReport } from '../result.ts'

/** Who reads a report: students see behaviour and hints, instructors also details and the seed. */
export type Audience = 'student' | 'instructor'

export interface ReportOptions {
  audience: Audience
  /** Whether the text may carry ANSI colours; only the `text` reporter has any. */
  colors: boolean
  /** Identity that a host's format asks for and no report holds; only `classroom50` reads it. */
  env?: Readonly<Record<string, string | undefined>>
}

/** Turns a finished report into the text of one format. Pure: no clock, no disk, no network. */
export type Reporter = (report: GradeReport, options: ReportOptions) => string
