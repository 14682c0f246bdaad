import type { Source } from '../intake/submissions.ts'
import type { SubmissionReport, Tier } from '../result.ts'
import type { ExerciseProof } from '../verify/verify-exercise.ts'
import { openLocalWorker } from './local-worker.ts'
import { openRemoteWorker, WorkerEnded } from './remote-worker.ts'
import type { Part, Worker, WorkerSettings } from './worker.ts'

/** Tries a task gets where the process that works on it ends. */
const TRIES = 2

export interface PoolOptions {
  /** Tasks done at the same time. */
  jobs: number
  /** Tasks in all, as far as they are known. */
  tasks: number
  /** Hears, once, that results cannot be kept. */
  onProblem?: (error: Error) => void
  /** Real milliseconds after which a worker that gives no sign of life is stuck. */
  silenceMs?: number
}

/**
 * Workers that take what comes in turn, each in a process of its own, because checks and fakes keep a
 * whole core busy. For a single task this process will do, and is sooner at work.
 */
export class WorkerPool implements Worker {
  readonly tier: Tier
  readonly #open: () => Promise<Worker>
  readonly #workers = new Set<Worker>()
  readonly #free: Worker[] = []
  readonly #waiting: ((worker: Worker) => void)[] = []
  readonly #opening: Promise<void>[] = []
  #isClosed = false

  private constructor(
    first: Worker,
    { jobs, open }: { jobs: number; open: () => Promise<Worker> },
  ) {
    this.tier = first.tier
    this.#open = open
    this.#workers.add(first)
    this.#give(first)
    for (let job = 1; job < jobs; job++) this.#opening.push(this.#openAnother())
  }

  /**
   * Resolves with the first worker; the others, one for each further job, join when they are ready.
   * No more are opened than there are tasks.
   *
   * @throws {GraderError} for a course, a target or a tier that cannot be had.
   */
  static async open(
    settings: WorkerSettings,
    { jobs, tasks, onProblem = () => {}, silenceMs }: PoolOptions,
  ): Promise<WorkerPool> {
    let told = false
    const tell = (error: Error) => {
      if (!told) onProblem(error)
      told = true
    }
    const open = () =>
      tasks <= 1 ? openLocalWorker(settings, tell) : openRemoteWorker(settings, tell, silenceMs)
    return new WorkerPool(await open(), { jobs: Math.min(jobs, tasks), open })
  }

  /**
   * Grades in the next free worker. A submission, or a section of one, that keeps ending workers is
   * ungraded.
   */
  async grade(source: Source, part: Part = {}): Promise<SubmissionReport> {
    try {
      return await this.#use((worker) => worker.grade(source, part))
    } catch (error) {
      if (!(error instanceof WorkerEnded) || this.#isClosed) throw error
      return await this.#use((worker) => worker.grade(source, { ...part, failure: error.message }))
    }
  }

  verify(id: string): Promise<ExerciseProof> {
    return this.#use((worker) => worker.verify(id))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await Promise.all(this.#opening)
    await Promise.all(Array.from(this.#workers, (worker) => worker[Symbol.asyncDispose]()))
  }

  async #use<Result>(task: (worker: Worker) => Promise<Result>): Promise<Result> {
    let worker =
      this.#free.shift() ?? (await new Promise<Worker>((take) => this.#waiting.push(take)))
    try {
      for (let tries = 1; ; tries++) {
        try {
          return await task(worker)
        } catch (error) {
          // Nobody waits any more for what a pool that closes has ended.
          if (!(error instanceof WorkerEnded) || this.#isClosed) throw error
          this.#workers.delete(worker)
          worker = await this.#open()
          this.#workers.add(worker)
          if (tries === TRIES) throw error
        }
      }
    } finally {
      this.#give(worker)
    }
  }

  #give(worker: Worker) {
    const next = this.#waiting.shift()
    if (next) next(worker)
    else this.#free.push(worker)
  }

  async #openAnother(): Promise<void> {
    try {
      const worker = await this.#open()
      this.#workers.add(worker)
      this.#give(worker)
    } catch {
      // The first one opened: with fewer of them, the work takes longer.
    }
  }
}
