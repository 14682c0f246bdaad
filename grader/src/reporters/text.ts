import { styleText } from 'node:util'
import { forAudience } from './audience.ts'
import type { AudienceReport } from './audience.ts'
import type { Reporter } from './reporter.ts'
import { conditions } from './sentences.ts'
import { cohortLines } from './text-cohort.ts'
import { submissionLines } from './text-submission.ts'

/** What a person reads in a terminal: one submission in full, or a cohort as a table. */
export const text: Reporter = (report, { audience, colors }) => {
  const paint = colors ? inColor : plainly
  const seen = forAudience(report, audience)
  const [only, ...others] = seen.submissions
  const lines =
    only !== undefined && others.length === 0
      ? submissionLines(seen.sections, only, paint)
      : cohortLines(seen, paint)
  return `${[...lines, ...footer(seen, paint)].join('\n')}\n`
}

/** Colours a text, or does not. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string

function footer(report: AudienceReport, paint: Paint) {
  const { lacks, name } = report.tier
  return [
    paint('dim', `Graded with ${conditions(report)}`),
    ...(lacks.length > 0 ? [paint('yellow', `The tier "${name}" lacks:`)] : []),
    ...lacks.map((sentence) => `  - ${sentence}`),
  ]
}

function plainly(_style: string, text: string) {
  return text
}

// The default would ask the environment and the stream, and a reporter is pure.
const inColor: Paint = (style, text) => styleText(style, text, { validateStream: false })
