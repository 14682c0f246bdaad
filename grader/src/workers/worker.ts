import type { Source } from '../intake/submissions.ts'
import type { SubmissionReport, Tier } from '../result.ts'
import type { ExerciseProof } from '../verify/verify-exercise.ts'

/** What a worker needs to know; it crosses to another process. */
export interface WorkerSettings {
  courseRoot: string
  /** Sections and exercises to keep; all of them unless given. */
  only?: readonly string[]
  /** As `--target` names it. */
  target: string
  /** Where an endpoint is, in the way of an environment. */
  env: { AWS_ENDPOINT_URL?: string }
  seed: number
  /** Real milliseconds an exercise may take. */
  deadlineMs: number
  /** The least isolation that will do. */
  minTier?: Tier['name']
  /** Where results are kept, and whether those of earlier runs are left unread. */
  results?: { directory: string; fresh: boolean }
}

/** What of a submission is asked for, where that is not to grade all of it. */
export interface Part {
  section?: string
  failure?: string
}

/** Something on the trusted side that grades and verifies, one thing at a time. */
export interface Worker extends AsyncDisposable {
  /** The isolation in force. */
  readonly tier: Tier
  /**
   * Grades a submission, or one section of it; told of a `failure`, it reports that instead, as
   * ungraded. A submission is read once for all of its sections that come one after the other.
   */
  grade(source: Source, part?: Part): Promise<SubmissionReport>
  /** Proves the exercise of an id. */
  verify(id: string): Promise<ExerciseProof>
}
