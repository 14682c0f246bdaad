import { classroomResults } from '../reporters/classroom-results.ts'
import { stepSummary } from '../reporters/github.ts'
import type { ReportOptions } from '../reporters/reporter.ts'
import type { GradeReport } from '../result.ts'
import { appendTo } from './outputs.ts'

/**
 * Fills the files that GitHub Actions names in the environment: the step's summary and, of a single
 * submission, what its classroom reporter reads. Throws a `GraderError` where one cannot be written.
 */
export function fillActionsFiles(
  report: GradeReport,
  { options, env }: { options: ReportOptions; env: Readonly<Record<string, string | undefined>> },
): void {
  appendTo(env['GITHUB_STEP_SUMMARY'], stepSummary(report, options))
  if (report.submissions.length !== 1) return
  const { passed, failed } = classroomResults(report)
  appendTo(env['GITHUB_OUTPUT'], `passed=${passed}\nfailed=${failed}\n`)
}
