import { sdkClass } from '@workshop/aws/registry'
import { Host, type Session } from '@workshop/testkit/membrane/host'
import type { Candidate } from '../intake/candidate.ts'
import { busyness } from './busyness.ts'
import type { BoxProcess } from './launch/box-process.ts'

/** Real milliseconds that one call of the candidate, or loading it, may take on an idle machine. */
const CALL_MS = 10_000

/** Real milliseconds after which a box that has not started never will. */
const START_MS = 30_000

/** One box in use: a process behind a host. It is used once and thrown away. */
export class Box {
  readonly host: Host
  readonly #process: BoxProcess
  readonly #loaded = new Set<string>()
  #started = false

  constructor(process: BoxProcess, callMs = CALL_MS) {
    this.#process = process
    this.host = new Host({
      send: (frame) => {
        if (!this.host.breach) process.channel.write(frame)
      },
      backlog: () => process.channel.writableLength + process.syncChannel.writableLength,
      onBreach: () => void process.kill(),
      sdkClass,
      callMs: Math.round(callMs * busyness()),
    })
    process.channel.on('data', (chunk: Buffer) => this.host.receive(chunk))
    process.channel.on('error', () => {})
    process.syncChannel.on('data', (chunk: Buffer) => {
      const answer = this.host.receiveSync(chunk)
      if (answer.length > 0 && !this.host.breach) process.syncChannel.write(answer)
    })
    process.syncChannel.on('error', () => {})
    process.onBreach = (budget, message) => {
      this.host.fail(budget === 'cpu' ? 'time' : budget, message)
    }
    void process.ended.then(({ code, signal }) => {
      const how = signal ? `signal ${signal}` : `exit code ${code}`
      const message = 'The process ended before its work was done'
      // A candidate may choose how to end, and so tell students a number it should keep to itself.
      if (this.#started && !this.host.breach) this.host.notes.push({ kind: 'process', text: how })
      this.host.fail('ended', this.#started ? message : `${message} (${how})`)
    })
  }

  /** Whether the process came to the point where it loads candidates: until then it saw none. */
  get started(): boolean {
    return this.#started
  }

  /** What the box wrote to stderr and noted, for instructors. */
  get traces(): string {
    const notes = this.host.notes.map(({ kind, text }) => `${kind}: ${text}`)
    return [...notes, this.#process.output.stderr.slice(0, 2_000)].filter(Boolean).join('\n')
  }

  /** Loads a candidate once; rejects with what its loading threw, or with the `Breach`. */
  async load(exercise: string, options: LoadOptions): Promise<void> {
    if (this.#loaded.has(exercise)) return
    const { candidate, packages, session } = options
    await this.#start()
    this.host.begin(session)
    try {
      await this.host.load(exercise, {
        entry: candidate.file,
        files: { ...Object.fromEntries(candidate.others), [candidate.file]: candidate.text },
        packages,
      })
      this.#loaded.add(exercise)
    } finally {
      this.host.end()
    }
  }

  async #start(): Promise<void> {
    if (this.#started) return
    const late = setTimeout(() => {
      this.host.fail('time', `The box did not start within ${START_MS / 1_000} s`)
    }, START_MS)
    await this.host.ready.finally(() => clearTimeout(late))
    this.#started = true
  }

  /** How many candidates it has loaded: what one of them did to the process, the others meet. */
  get candidates(): number {
    return this.#loaded.size
  }

  /** Throws the process away, and everything it started. */
  async close(): Promise<void> {
    this.host.fail('ended', 'The box was closed')
    await this.#process.kill()
  }
}

export interface LoadOptions {
  candidate: Candidate
  /** SDK packages that the candidate may import. */
  packages: readonly string[]
  session: Session
}
