import type { Agenda } from './due.ts'
import { nextCronTime } from './cron.ts'
import { invalidInput, type Part } from './refusal.ts'

/**
 * When a schedule is due next, in milliseconds since 1970; Infinity if it never is again. Throws
 * InvalidInputException for a schedule that Glue does not take (AWS's text is not published).
 */
export function nextDue(part: Part & { agenda: Agenda }, expression: string): number {
  try {
    return nextCronTime(expression, part.agenda.now())
  } catch (error) {
    throw invalidInput(part, (error as Error).message)
  }
}
