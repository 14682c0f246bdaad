import type {
  GetJobBookmarkRequest,
  GetJobBookmarkResponse,
  JobBookmarkEntry,
  ResetJobBookmarkRequest,
  ResetJobBookmarkResponse,
} from '@aws-sdk/client-glue'
import { findJob, type Jobs, type Run } from './jobs-state.ts'
import { requireName } from '../constraints.ts'
import { notFound, type Part } from '../refusal.ts'

/** The bookmark of a job, and what it was after each run that moved it. */
export interface Bookmarks {
  current: JobBookmarkEntry | undefined
  byRun: Map<string, JobBookmarkEntry>
  /** Whether the last run with bookmarks failed, so that the next is another attempt at it. */
  isAttempted: boolean
}

/** A job that never ran with bookmarks. */
export function newBookmarks(): Bookmarks {
  return { current: undefined, byRun: new Map(), isAttempted: false }
}

/** GetJobBookmark and ResetJobBookmark. */
export function bookmarkOperations(jobs: Jobs) {
  return {
    /**
     * GetJobBookmark (SDK text). With a RunId, the bookmark as that run left it. Throws
     * EntityNotFoundException if there is none.
     */
    GetJobBookmark(input: GetJobBookmarkRequest): GetJobBookmarkResponse {
      const { current, byRun } = bookmarksOf(jobs, input)
      const entry = input.RunId === undefined ? current : byRun.get(input.RunId)
      if (!entry) throw noBookmark(jobs, input.JobName)
      return { JobBookmarkEntry: { ...entry } }
    },

    /**
     * ResetJobBookmark. Without a RunId, the job forgets what it processed. With one, it is rewound:
     * the next run goes on from where that run ended (developer guide, "Tracking processed data
     * using job bookmarks"). Outputs stay as they are.
     */
    ResetJobBookmark(input: ResetJobBookmarkRequest): ResetJobBookmarkResponse {
      const bookmarks = bookmarksOf(jobs, input)
      if (!bookmarks.current) throw noBookmark(jobs, input.JobName)
      if (input.RunId === undefined) {
        bookmarks.current = { JobName: input.JobName, Version: 0, Run: 0, Attempt: 0 }
      } else {
        const kept = bookmarks.byRun.get(input.RunId)
        if (!kept) throw noBookmark(jobs, input.JobName)
        const Version = (bookmarks.current.Version ?? 0) + 1
        bookmarks.current = { ...kept, Version, Attempt: 0 }
      }
      bookmarks.isAttempted = false
      return { JobBookmarkEntry: { ...bookmarks.current } }
    },
  }
}

/**
 * Moves the bookmark of a job after a run that keeps bookmarks: `--job-bookmark-option` is
 * `job-bookmark-enable`. With `job-bookmark-pause` it stays, and by default there is none.
 *
 * The run number grows with every successful run, the attempt number with every run after a failed
 * one, the version with every update (developer guide, "Tracking processed data using job
 * bookmarks"). What AWS writes into `JobBookmark` is not published; here it is JSON with the
 * timestamps between which the run saw its files: `{"low":"2026-03-02T…","high":"2026-03-03T…"}`.
 */
export function moveBookmark(run: Run): void {
  if (run.effectiveArguments['--job-bookmark-option'] !== 'job-bookmark-enable') return
  const { bookmarks } = run.job
  const old = bookmarks.current ?? { JobName: run.job.name, Version: 0, Run: 0, Attempt: 0 }
  const isAttempt = bookmarks.isAttempted
  const Version = (old.Version ?? 0) + 1
  bookmarks.isAttempted = run.state !== 'SUCCEEDED'
  if (bookmarks.isAttempted) {
    if (isAttempt) bookmarks.current = { ...old, Version, Attempt: (old.Attempt ?? 0) + 1 }
    return
  }
  bookmarks.current = {
    ...old,
    Version,
    Run: (old.Run ?? 0) + 1,
    Attempt: isAttempt ? (old.Attempt ?? 0) + 1 : 0,
    RunId: run.id,
    ...(old.RunId === undefined ? {} : { PreviousRunId: old.RunId }),
    JobBookmark: JSON.stringify({ low: highOf(old), high: new Date(run.startedAt).toISOString() }),
  }
  bookmarks.byRun.set(run.id, bookmarks.current)
}

function highOf({ JobBookmark }: JobBookmarkEntry): string {
  if (JobBookmark === undefined) return new Date(0).toISOString()
  return (JSON.parse(JobBookmark) as { high: string }).high
}

function bookmarksOf(jobs: Jobs, { JobName }: GetJobBookmarkRequest): Bookmarks {
  return findJob(jobs, requireName(jobs, ['jobName', JobName])).bookmarks
}

/** AWS speaks of a "continuation" here; the text is as users report it, not as AWS documents it. */
function noBookmark(part: Part, jobName: string | undefined): Error {
  return notFound(part, `Continuation for job ${jobName} not found.`)
}
