import { forAudience } from './audience.ts'
import type { Reporter } from './reporter.ts'

/**
 * The report itself, as `grader/report.schema.json` describes it; for students without `detail` and
 * `seed`. Characters that a terminal, an editor or GitHub's runner would act on are written as JSON
 * escapes, so nothing is lost.
 */
export const json: Reporter = (report, { audience }) =>
  `${JSON.stringify(forAudience(report, audience), null, 2)}\n`
    .replace(active, escapeSequence)
    .replaceAll('##[', '##\\u005b')

// All of them can only stand inside strings: JSON has none of them in its syntax.
const active =
  /[\p{Default_Ignorable_Code_Point}\u007F-\u009F\u2028\u2029\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]/gu

function escapeSequence(character: string) {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
