/** The version of the report's schema; it changes when a field changes its meaning or goes away. */
export const REPORT_SCHEMA = 'storage-workshop/report/v1'

/** What became of one hidden check. `not-run` earns nothing, like `failed`. */
export interface CheckResult {
  name: string
  status: 'passed' | 'failed' | 'not-run'
  points: number
  maxPoints: number
  /** The rubric's hint, where the check did not pass and has one. */
  hint?: string
  /** What the assertion said, inputs included: for instructors, never for students. */
  detail?: string
}

/**
 * How grading one exercise ended. `ungraded` is a fault of the grader: points are unknown, not
 * zero. `skipped` means that the target cannot serve the exercise, with the reason in `message`.
 */
export type ExerciseStatus =
  | 'completed'
  | 'missing'
  | 'broken'
  | 'timed-out'
  | 'ungraded'
  | 'skipped'

export interface ExerciseResult {
  /** The exercise's id, as in `3.9.1`. */
  id: string
  title: string
  /** The section's id, as in `3.9`. */
  section: string
  /** The file a student edits, as in `modules/3.9-dynamodb/exercises/1-query-by-guid/query-by-guid.ts`. */
  file: string
  status: ExerciseStatus
  /** The sum of its checks' points; null where the status is `ungraded` or `skipped`. */
  points: number | null
  maxPoints: number
  checks: CheckResult[]
  /** Why there was nothing to grade, or which budget was exceeded, in the student's words. */
  message?: string
  /** What only instructors should see: stacks, protocol violations, the reason of `ungraded`. */
  detail?: string
  /** Hash of candidates, exercise, grader, target, tier and seed: the identity of this result. */
  key: string
  /** Real milliseconds spent. */
  durationMs: number
}

/** Who a submission belongs to, from the roster. */
export interface Identity {
  id: string
  name?: string
  email?: string
  githubUsername?: string
  group?: string
}

export interface SubmissionReport {
  /** The folder's or archive's name, made safe to print. */
  submission: string
  identity?: Identity
  /** The n-th attempt of the same student, where there are several. */
  attempt?: string
  commit?: string
  /** Points earned by graded exercises; a lower bound while `ungraded` is above 0. */
  points: number
  /** Points that could be earned: those of every exercise but the skipped ones. */
  maxPoints: number
  /** Exercises whose points are unknown because the grader failed. */
  ungraded: number
  exercises: ExerciseResult[]
  /** What intake ignored or refused, in words for the student. */
  notices: string[]
  /** When this submission was graded, ISO 8601 in UTC with milliseconds. */
  gradedAt: string
  durationMs: number
}

/** The layers of isolation in force. */
export interface Tier {
  /** `full` is the strongest; see the README's table of tiers. */
  name: 'full' | 'partial' | 'minimal'
  /** What this tier lacks compared with `full`, one sentence each. */
  lacks: string[]
}

/** Everything one run of the grader found out: the one result behind every format. */
export interface GradeReport {
  schema: typeof REPORT_SCHEMA
  grader: { version: string }
  startedAt: string
  target: string
  tier: Tier
  /** Replays every random choice of the run when given to `--seed`. */
  seed: number
  /** The sections graded, in course order, with the points of all their exercises. */
  sections: { id: string; title: string; maxPoints: number }[]
  submissions: SubmissionReport[]
}
