import { serviceOfClient } from '../registry.ts'
import type { Account } from './account.ts'
import type { Journal } from './journal.ts'
import type { JournalRecord } from './journal-record.ts'
import type { StateBytes } from './state-graph.ts'

/**
 * Has a snapshot of an account take the place of the calls that led to it, in its journal. Which
 * account that is, is asked when the snapshot is made: a reset may come first.
 */
export function compact(journal: Journal, present: () => Account): Promise<void> {
  return journal.compact(() => {
    const account = present()
    const snapshot = account.snapshot()
    if (!snapshot) return undefined
    const { state, services, at, position } = snapshot
    const records = snapshotRecords(state, { services: [...services], at, position })
    const { ahead } = account.clock
    return {
      keeps: (record) => isKept(record, services),
      records: [...records, { kind: 'clock', ahead }],
    }
  })
}

/** So many bytes of small blobs, at most, go into one record, so that no record keeps many alive. */
const GROUP_BYTES = 2 ** 20

/**
 * The services that a snapshot can stand for: those that can tell what they hold, and are tied to
 * no used service that cannot. What works on another service ties the two, for the calls of one are
 * then the history of the other.
 *
 * `reads` says what each service works on, `tellers` which can tell what they hold.
 */
export function servicesToSnapshot(
  used: ReadonlySet<string>,
  { reads, tellers }: { reads(name: string): readonly string[]; tellers: ReadonlySet<string> },
): Set<string> {
  const telling = new Set([...used].filter((name) => tellers.has(name)))
  for (let before = -1; before !== telling.size;) {
    before = telling.size
    for (const name of used) {
      const tied = [name, ...reads(name)].filter((other) => used.has(other))
      if (tied.some((other) => !telling.has(other))) for (const other of tied) telling.delete(other)
    }
  }
  return telling
}

/** Whether a journal still needs a record once a snapshot stands for these services. */
export function isKept(record: JournalRecord, services: ReadonlySet<string>): boolean {
  if (record.kind === 'beginning') return true
  return record.kind === 'call' && !services.has(serviceOfClient(record.clientName))
}

/** The records that a snapshot consists of. */
export function* snapshotRecords(
  { head, blobs }: StateBytes,
  about: { services: readonly string[]; at: number; position: number },
): Generator<JournalRecord> {
  let group: Uint8Array[] = []
  let bytes = 0
  for (const blob of blobs) {
    if (group.length > 0 && bytes + blob.length > GROUP_BYTES) {
      yield { kind: 'blobs', blobs: group }
      group = []
      bytes = 0
    }
    group.push(blob)
    bytes += blob.length
  }
  if (group.length > 0) yield { kind: 'blobs', blobs: group }
  yield { kind: 'snapshot', ...about, services: [...about.services], head }
}
