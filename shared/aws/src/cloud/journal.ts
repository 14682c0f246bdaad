import { open, type FileHandle } from 'node:fs/promises'
import { CloudError } from './cloud-error.ts'
import { newFile, putInPlace, sizeOf, writeAll } from './journal-file.ts'
import { type Beginning, encodeRecord, type JournalRecord, MAGIC } from './journal-record.ts'
import { readJournal } from './read-journal.ts'

/** How long a record that nobody waits for may stay in memory, in real milliseconds. */
const LAZY_MS = 1_000

interface Pending {
  chunks: Uint8Array[]
  /** The journal begins anew with this. */
  isBeginning: boolean
}

/**
 * Appends what happens in a cloud to a file. Records are written in the order of `append`, many at
 * a time, and stay there however the process ends.
 */
export class Journal {
  readonly #file: string
  #handle: FileHandle
  #pending: Pending[] = []
  #writing: Promise<void> | undefined
  #durable = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  /** After a failed write nothing follows it: a journal must have no holes. */
  #failure: CloudError | undefined

  readonly #onFailure: (error: CloudError) => void
  /** Bytes in the file, so far as they are known to be written. */
  #size = 0

  private constructor(file: string, handle: FileHandle, onFailure: (error: CloudError) => void) {
    this.#file = file
    this.#handle = handle
    this.#onFailure = onFailure
  }

  /** Opens a journal to append to it; what is in it was read before. */
  static async open(file: string, onFailure: (error: CloudError) => void): Promise<Journal> {
    const handle = await open(file, 'a')
    const journal = new Journal(file, handle, onFailure)
    journal.#size = (await handle.stat()).size
    return journal
  }

  /** Makes a journal that begins with an empty account, in place of whatever was there. */
  static async begin(
    file: string,
    beginning: Omit<Beginning, 'kind'>,
    onFailure: (error: CloudError) => void,
  ): Promise<Journal> {
    const chunks = encodeRecord({ kind: 'beginning', ...beginning })
    return new Journal(file, await newFile(file, chunks), onFailure)
  }

  /** Bytes on disk. */
  get size(): number {
    return this.#size
  }

  /**
   * Replaces the journal by a shorter one that comes to the same: the records of the old one that
   * `keeps` chooses, then what `snapshot` gives, which is asked when nothing is left to be written
   * and nothing else can happen; for undefined, nothing is done. Whatever is appended meanwhile
   * follows in the new one. Killed at any moment, it leaves either journal whole.
   *
   * Rejects with `CloudError` if it cannot be written; nothing is acknowledged from then on.
   */
  async compact(
    snapshot: () =>
      | { keeps(record: JournalRecord): boolean; records: Iterable<JournalRecord> }
      | undefined,
  ): Promise<void> {
    do await this.flush()
    while (this.#pending.length > 0 || this.#writing)
    const shorter = snapshot()
    if (!shorter) return
    this.#writing = this.#replace((record) => shorter.keeps(record), shorter.records)
    try {
      await this.#writing
    } finally {
      this.#writing = undefined
    }
    if (this.#pending.length > 0) await this.flush()
  }

  /** Adds a record. `isDurable` makes `settled` wait for it; others are written when it suits. */
  append(record: JournalRecord, { isDurable }: { isDurable: boolean }): void {
    const chunks = encodeRecord(record)
    const isBeginning = record.kind === 'beginning'
    // Earlier records are of no more use.
    if (isBeginning) this.#pending = []
    this.#pending.push({ chunks, isBeginning })
    if (isDurable) {
      this.#durable = this.flush()
      // Whoever waits for it learns of a failure; it may be nobody.
      this.#durable.catch(() => {})
    } else this.#timer ??= setTimeout(() => void this.flush().catch(() => {}), LAZY_MS).unref()
  }

  /** Resolves when all durable records so far are on disk; rejects if they cannot be written. */
  settled(): Promise<void> {
    return this.#durable
  }

  /** Writes all records so far. Rejects with `CloudError` if they cannot be written. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing
    if (this.#failure) throw this.#failure
    if (this.#pending.length === 0) return
    this.#writing = this.#write()
    try {
      await this.#writing
    } finally {
      this.#writing = undefined
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.flush()
    await this.#handle.close()
  }

  async #write(): Promise<void> {
    const pending = this.#pending
    this.#pending = []
    clearTimeout(this.#timer)
    this.#timer = undefined
    try {
      if (pending[0]!.isBeginning) {
        const { chunks } = pending.shift()!
        await this.#handle.close()
        this.#handle = await newFile(this.#file, chunks)
        this.#size = sizeOf([MAGIC, ...chunks])
      }
      const chunks = pending.flatMap((record) => record.chunks)
      await writeAll(this.#handle, chunks)
      await this.#handle.datasync()
      this.#size += sizeOf(chunks)
    } catch (error) {
      throw this.#fail(error)
    }
  }

  async #replace(
    keeps: (record: JournalRecord) => boolean,
    records: Iterable<JournalRecord>,
  ): Promise<void> {
    try {
      const handle = await open(`${this.#file}.new`, 'w')
      await writeAll(handle, [MAGIC])
      for await (const record of readJournal(this.#file)) {
        if (keeps(record)) await writeAll(handle, encodeRecord(record))
      }
      for (const record of records) await writeAll(handle, encodeRecord(record))
      await putInPlace(handle, this.#file)
      await this.#handle.close()
      this.#handle = handle
      this.#size = (await handle.stat()).size
    } catch (error) {
      throw this.#fail(error)
    }
  }

  #fail(error: unknown): CloudError {
    this.#failure = new CloudError(`Cannot write "${this.#file}": ${(error as Error).message}`)
    this.#onFailure(this.#failure)
    return this.#failure
  }
}
