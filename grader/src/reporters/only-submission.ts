import { GraderError } from '../grader-error.ts'
import type { GradeReport, SubmissionReport } from '../result.ts'

/**
 * Returns the one submission of a report, for formats that hold no more.
 *
 * @throws {GraderError} where there are more, or none.
 */
export function onlySubmission({ submissions }: GradeReport, format: string): SubmissionReport {
  const [only, ...others] = submissions
  if (only === undefined || others.length > 0) {
    throw new GraderError(
      `The format "${format}" holds one submission, and ${submissions.length} were graded`,
      { fix: `Grade one submission at a time, or use the format "json" or "csv"` },
    )
  }
  return only
}
