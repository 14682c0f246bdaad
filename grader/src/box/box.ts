import { sdkClass } from '@workshop/aws/registry'
import { Host, type Session } from '@workshop/testkit/membrane/host'
import type { Candidate } from '../intake/candidate.ts'
import type { BoxProcess } from './launch/box-process.ts'

/** Real milliseconds that one call of the candidate, or loading it, may take. */
const CALL_MS = 10_000

/** One box in use: a process behind a host. It is used once and thrown away. */
export class Box {
  readonly host: Host
  readonly #process: BoxProcess
  readonly #loaded = new Set<string>()

  constructor(process: BoxProcess) {
    this.#process = process
    this.host = new Host({
      send: (frame) => {
        if (!this.host.breach) process.channel.write(frame)
      },
      onBreach: () => void process.kill(),
      sdkClass,
      callMs: CALL_MS,
    })
    process.channel.on('data', (chunk: Buffer) => this.host.receive(chunk))
    process.channel.on('error', () => {})
    answerBlockingCalls(process, this.host)
    process.onBreach = (budget, message) => {
      this.host.fail(budget === 'cpu' ? 'time' : budget, message)
    }
    void process.ended.then(({ code, signal }) => {
      const how = signal ? `signal ${signal}` : `exit code ${code}`
      this.host.fail('ended', `The process ended before its work was done (${how})`)
    })
  }

  /** What the box wrote to stderr and noted, for instructors. */
  get traces(): string {
    const notes = this.host.notes.map(({ kind, text }) => `${kind}: ${text}`)
    return [...notes, this.#process.output.stderr.slice(0, 2_000)].filter(Boolean).join('\n')
  }

  /** Loads a candidate once; rejects with what its loading threw, or with the `Breach`. */
  async load(exercise: string, options: LoadOptions): Promise<void> {
    if (this.#loaded.has(exercise)) return
    const { candidate, banned, session } = options
    this.host.begin(session)
    try {
      await this.host.load(exercise, {
        entry: candidate.file,
        files: { ...Object.fromEntries(candidate.others), [candidate.file]: candidate.text },
        banned,
      })
      this.#loaded.add(exercise)
    } finally {
      this.host.end()
    }
  }

  /** Throws the process away, and everything it started. */
  async close(): Promise<void> {
    this.host.fail('ended', 'The box was closed')
    await this.#process.kill()
  }
}

export interface LoadOptions {
  candidate: Candidate
  banned: Record<string, string>
  session: Session
}

/** Blocking frames are answered one at a time; the box waits, so there is never more than one. */
function answerBlockingCalls({ syncChannel }: BoxProcess, host: Host) {
  let received = Buffer.alloc(0)
  syncChannel.on('error', () => {})
  syncChannel.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    if (received.length < 4) return
    const length = received.readUInt32BE(0)
    if (length > 4 << 20) return host.fail('protocol', `A blocking call has ${length} bytes`)
    if (received.length < 4 + length) return
    const frame = received.subarray(0, 4 + length)
    received = received.subarray(4 + length)
    const answer = host.receiveSync(frame)
    if (!host.breach) syncChannel.write(answer)
  })
}
