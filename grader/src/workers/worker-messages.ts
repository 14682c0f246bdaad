import type { Source } from '../intake/submissions.ts'
import type { Part, WorkerSettings } from './worker.ts'

/** What a worker process is asked to do. */
export type Task =
  | { kind: 'open'; settings: WorkerSettings }
  | { kind: 'grade'; source: Source; part: Part }
  | { kind: 'verify'; id: string }
  | { kind: 'close' }

/** How it answers; `problem` comes by itself, and `alive` again and again. */
export type Answer =
  | { kind: 'alive' }
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; error: { message: string; stack?: string; fix?: string } }
  | { kind: 'problem'; message: string }
