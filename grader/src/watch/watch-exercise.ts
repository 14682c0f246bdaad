import type { LoadedExercise } from '../course.ts'
import { type Grading, gradeSubmission } from '../grade.ts'
import type { Audience } from '../reporters/reporter.ts'
import { text } from '../reporters/text.ts'
import { type GradeReport, REPORT_SCHEMA } from '../result.ts'
import { savesBelow } from './saves.ts'

/** What watching needs besides the exercise. */
export interface Watching {
  grading: Grading
  /** What every report says, whatever was graded. */
  conditions: Pick<GradeReport, 'grader' | 'target' | 'tier' | 'seed'>
  audience: Audience
  colors: boolean
  /** Shows a report. */
  show: (report: string) => Promise<void>
  /** Says what is going on, in one line. */
  note: (line: string) => void
  signal: AbortSignal
}

/**
 * Grades the exercise as it stands, and again whenever it was saved, until `signal` aborts. A save
 * that changes nothing shows nothing.
 */
export async function watchExercise(exercise: LoadedExercise, watching: Watching): Promise<void> {
  const ended = new AbortController()
  try {
    const signal = AbortSignal.any([watching.signal, ended.signal])
    await gradeEverySave(exercise, { ...watching, signal })
  } finally {
    ended.abort()
  }
}

async function gradeEverySave(exercise: LoadedExercise, watching: Watching): Promise<void> {
  const { note, signal } = watching
  const saves = savesBelow(exercise.folder, { signal })
  // Watching starts with the first request, so that no save is missed while it is graded.
  let next = saves.next()
  let shown: string | undefined
  const stopped = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined))
  })
  while (!signal.aborted) {
    const grading = gradeOnce(exercise, { ...watching, shown })
    // Nobody waits for it any more when watching ends in the middle of it.
    grading.catch(() => {})
    shown = await Promise.race([grading, stopped])
    if (signal.aborted) break
    const { done, value: files } = await next
    if (done || !files) return
    next = saves.next()
    if ([...files].some(isGrading)) note('The checks have changed: start again to grade with them')
  }
  await next
}

async function gradeOnce(
  exercise: LoadedExercise,
  watching: Watching & { shown: string | undefined },
): Promise<string> {
  const { grading, conditions, audience, colors, show, note, shown, signal } = watching
  const startedAt = grading.now().toISOString()
  const source = { path: exercise.folder, name: exercise.id }
  const submission = await gradeSubmission(source, grading)
  // Notices count too: a file that is refused leaves the exercise missing, whatever is in it.
  const seen = JSON.stringify([submission.exercises.map(({ key }) => key), submission.notices])
  if (signal.aborted || (seen === shown && submission.ungraded === 0)) return seen
  const report: GradeReport = {
    ...conditions,
    schema: REPORT_SCHEMA,
    startedAt,
    sections: grading.sections.map(({ id, title }) => ({
      id,
      title,
      maxPoints: exercise.maxPoints,
    })),
    submissions: [submission],
  }
  await show(text(report, { audience, colors }))
  note(`Waiting for the next save of ${exercise.file}; Ctrl-C ends`)
  return seen
}

function isGrading(file: string): boolean {
  return file === 'grading' || file.startsWith('grading/')
}
