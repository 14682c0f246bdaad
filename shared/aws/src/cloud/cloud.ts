import { existsSync } from 'node:fs'
import path from 'node:path'
import type { AwsCall } from '../intercept.ts'
import { Account, findTraits, type ServiceTraits } from './account.ts'
import { CloudError } from './cloud-error.ts'
import { compact } from './compaction.ts'
import { lockFolder } from './folder-lock.ts'
import { Journal } from './journal.ts'
import type { JournaledCall } from './journal-record.ts'
import { releasedAfterEvents } from './open-events.ts'
import { readJournal } from './read-journal.ts'

/** The embedded AWS as a server has it: it lives in real time, and in a folder if it has one. */
export class Cloud {
  #account: Account
  #journal: Journal | undefined
  readonly #traits: ServiceTraits
  #unlock = () => {}
  #ticking: NodeJS.Timeout | undefined
  #atWork = 0
  /** The least size of a journal that is compacted, in bytes. */
  readonly #compactFrom: number
  /** The size at which it is compacted next. */
  #compactAt: number
  #compacting: Promise<void> | undefined

  private constructor(traits: ServiceTraits, compactFrom: number) {
    this.#traits = traits
    this.#compactFrom = compactFrom
    this.#compactAt = compactFrom
    this.#account = this.#newAccount({ at: Date.now() })
  }

  /**
   * Opens a cloud: an empty one, or the one that a folder holds. `onFailure` learns when the folder
   * can no longer be written; nothing is acknowledged from then on. Throws `CloudError` for a
   * folder that is in use, cannot be used or is damaged.
   */
  static async open(
    options: {
      folder?: string | undefined
      onFailure?: (error: CloudError) => void
      /** The least size of a journal that is compacted, in bytes. */
      compactFrom?: number
    } = {},
  ): Promise<Cloud> {
    const { folder, onFailure = () => {}, compactFrom = COMPACT_FROM } = options
    const cloud = new Cloud(await findTraits(), compactFrom)
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
      this.#compactIfLong()
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
      await this.#compacting
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
    this.#compactIfLong()
  }

  /**
   * Has a snapshot take the place of the calls that led to it, once the journal is twice as long as
   * after the last time. Whoever waits for the journal meanwhile waits for that, too.
   */
  #compactIfLong(): void {
    const journal = this.#journal
    if (!journal || this.#compacting || journal.size < this.#compactAt) return
    this.#compacting = compact(journal, () => this.#account)
      // What cannot be written, the journal reports itself.
      .catch((error: unknown) => {
        if (!(error instanceof CloudError)) process.emitWarning(error as Error)
      })
      .finally(() => {
        this.#compactAt = Math.max(this.#compactFrom, journal.size * 2)
        this.#compacting = undefined
      })
  }

  /** Does again what a journal tells. Returns whether it told of anything. */
  async #replay(file: string): Promise<boolean> {
    let count = 0
    let blobs: Uint8Array[] = []
    for await (const record of readJournal(file)) {
      count++
      if (record.kind === 'beginning') this.#account = this.#newAccount(record)
      else if (record.kind === 'clock') this.#account.clock.ahead = record.ahead
      else if (record.kind === 'blobs') blobs = [...blobs, ...record.blobs]
      else if (record.kind === 'snapshot') await this.#account.restore(record, blobs)
      else if (!(await this.#account.repeat(record))) throw cannotRepeat(file, count, record)
    }
    return count > 0
  }

  #newAccount({ seed, at }: { seed?: string; at: number }): Account {
    return new Account({ ...(seed === undefined ? {} : { seed }), at, traits: this.#traits })
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

/** The least size of a journal that is compacted, in bytes: 16 MiB. */
const COMPACT_FROM = 16 * 2 ** 20

/** How often time moves for those who wait, in real milliseconds. */
const TICK_MS = 50

function cannotRepeat(file: string, count: number, { operation }: JournaledCall): CloudError {
  return new CloudError(
    `Record ${count} of "${file}" (${operation}) no longer comes out as it did, because the ` +
      'embedded AWS has changed since; start afresh in another folder with "--data"',
  )
}
