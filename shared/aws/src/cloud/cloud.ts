import { existsSync } from 'node:fs'
import path from 'node:path'
import type { AwsCall } from '../intercept.ts'
import { Account, findReadsWithTrace } from './account.ts'
import { CloudError } from './cloud-error.ts'
import { lockFolder } from './folder-lock.ts'
import { Journal } from './journal.ts'
import type { JournaledCall } from './journal-record.ts'
import { releasedAfterEvents } from './open-events.ts'
import { readJournal } from './read-journal.ts'

/** The embedded AWS as a server has it: it lives in real time, and in a folder if it has one. */
export class Cloud {
  #account: Account
  #journal: Journal | undefined
  readonly #readsWithTrace: ReadonlySet<string>
  #unlock = () => {}
  #ticking: NodeJS.Timeout | undefined
  #atWork = 0

  private constructor(readsWithTrace: ReadonlySet<string>) {
    this.#readsWithTrace = readsWithTrace
    this.#account = this.#newAccount({ at: Date.now() })
  }

  /**
   * Opens a cloud: an empty one, or the one that a folder holds. `onFailure` learns when the folder
   * can no longer be written; nothing is acknowledged from then on. Throws `CloudError` for a
   * folder that is in use, cannot be used or is damaged.
   */
  static async open(
    options: { folder?: string | undefined; onFailure?: (error: CloudError) => void } = {},
  ): Promise<Cloud> {
    const { folder, onFailure = () => {} } = options
    const cloud = new Cloud(await findReadsWithTrace())
    if (folder !== undefined) await cloud.#restore(folder, onFailure)
    return cloud
  }

  /** The time in the cloud, in milliseconds since 1970. */
  now(): number {
    return this.#account.clock.now()
  }

  /** Answers a call of AWS. What it wrote is on disk by then, and so is all that it has seen. */
  async call(call: AwsCall): Promise<object> {
    const release = this.#keepTime()
    try {
      return releasedAfterEvents(await this.#account.call(call), release)
    } catch (error) {
      release()
      throw error
    } finally {
      await this.#journal?.settled()
    }
  }

  /** Whoever waits in the cloud waits for its clock, until the returned function is called. */
  #keepTime(): () => void {
    if (this.#atWork++ === 0) this.#ticking = setInterval(() => this.#tick(), TICK_MS)
    return () => {
      if (--this.#atWork === 0) clearInterval(this.#ticking)
    }
  }

  /** Moves the clock ahead by so many milliseconds, for good. Returns the time in the cloud. */
  async advance(ms: number): Promise<number> {
    const { clock } = this.#account
    clock.ahead += ms
    await clock.catchUp()
    this.#journal?.append({ kind: 'clock', ahead: clock.ahead }, { isDurable: true })
    await this.#journal?.settled()
    return clock.now()
  }

  /** Plans a fault from JSON. Throws `BadRequest` naming what is wrong with it. */
  planFault(json: Record<string, unknown>): void {
    this.#account.faults.add(json)
  }

  /** Empties the cloud, lets go of faults, and sets its clock to real time. */
  async reset(): Promise<void> {
    this.#account.end('The cloud was reset')
    const at = Date.now()
    this.#account = this.#newAccount({ at })
    this.#journal?.append({ kind: 'beginning', seed: this.#account.seed, at }, { isDurable: true })
    this.#tellJournal()
    await this.#journal?.settled()
  }

  /** Lets go of whoever waits, and carries out no more calls. */
  end(): void {
    this.#account.end('The cloud is closing')
  }

  /** Writes what is not yet written, and gives the folder back. */
  async close(): Promise<void> {
    this.end()
    try {
      await this.#journal?.close()
    } finally {
      this.#unlock()
    }
  }

  async #restore(folder: string, onFailure: (error: CloudError) => void): Promise<void> {
    this.#unlock = await lockFolder(folder)
    const file = path.join(folder, 'journal')
    try {
      const isOld = existsSync(file) && (await this.#replay(file))
      const { seed, clock } = this.#account
      this.#journal = isOld
        ? await Journal.open(file, onFailure)
        : await Journal.begin(file, { seed, at: clock.virtual.now() }, onFailure)
    } catch (error) {
      this.#unlock()
      if (error instanceof CloudError) throw error
      throw new CloudError(`Cannot use "${file}": ${(error as Error).message}`)
    }
    this.#tellJournal()
    await this.#account.clock.catchUp()
  }

  /** Does again what a journal tells. Returns whether it told of anything. */
  async #replay(file: string): Promise<boolean> {
    let count = 0
    for await (const record of readJournal(file)) {
      count++
      if (record.kind === 'beginning') this.#account = this.#newAccount(record)
      else if (record.kind === 'clock') this.#account.clock.ahead = record.ahead
      else if (!(await this.#account.repeat(record))) throw cannotRepeat(file, count, record)
    }
    return count > 0
  }

  #newAccount({ seed, at }: { seed?: string; at: number }): Account {
    const readsWithTrace = this.#readsWithTrace
    return new Account({ ...(seed === undefined ? {} : { seed }), at, readsWithTrace })
  }

  #tellJournal(): void {
    // A failed operation promised nothing, but may have changed something.
    this.#account.tell((call) =>
      this.#journal?.append({ kind: 'call', ...call }, { isDurable: !call.failed }),
    )
  }

  #tick(): void {
    void this.#account.clock.catchUp()
  }
}

/** How often time moves for those who wait, in real milliseconds. */
const TICK_MS = 50

function cannotRepeat(file: string, count: number, { operation }: JournaledCall): CloudError {
  return new CloudError(
    `Record ${count} of "${file}" (${operation}) no longer comes out as it did, because the ` +
      'embedded AWS has changed since; start afresh in another folder with "--data"',
  )
}
