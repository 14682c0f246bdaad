import type { Duplex } from 'node:stream'
import type { BoxPaths } from './node-arguments.ts'

/** A budget that the box exceeded, and so was killed for. */
export interface Breach {
  readonly budget: 'memory' | 'output' | 'cpu'
  /** A sentence without its period, as in `Used more than the 512 MiB of memory that are allowed`. */
  readonly message: string
}

/**
 * How a box ended: one of both is null. After a kill by the grader it is always SIGKILL. Under
 * bubblewrap a box that exits with 128 and the number of a signal looks like one that this signal
 * ended; either way it is the box that says so.
 */
export interface BoxEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A started, untrusted process with two channels. */
export interface BoxProcess {
  /** The outermost process: the box itself or its guardian. */
  readonly pid: number
  /** Where the box sees its bundle and its slot; the slot is also its only argument. */
  readonly inside: BoxPaths
  /** Descriptor 3 in the box, both directions. */
  readonly channel: Duplex
  /** Descriptor 4 in the box, where it is a blocking one: `fs.readSync` and `fs.writeSync` wait. */
  readonly syncChannel: Duplex
  /** The beginnings of stdout and stderr, the bytes of both, and whether some were not kept. */
  readonly output: {
    readonly stdout: string
    readonly stderr: string
    readonly bytes: number
    readonly overflowed: boolean
  }
  /** Resolves when it and everything it started has ended, whoever ended it. Never rejects. */
  readonly ended: Promise<BoxEnd>
  /** The budget it was killed for, from the moment of the kill. */
  readonly breach: Breach | undefined
  /** Called once, at the kill, with the budget that was exceeded. */
  onBreach: ((budget: Breach['budget'], message: string) => void) | undefined
  /**
   * Ends it and everything it started with SIGKILL and closes both channels; resolves when all of it
   * is gone. May be called again, and on a box that ended by itself, whose channels it closes.
   */
  kill(): Promise<void>
}
