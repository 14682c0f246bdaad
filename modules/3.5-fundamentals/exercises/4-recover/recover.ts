export interface Page {
  /** Number of the log record that changed it last. */
  lsn: number
  value: string
}

export interface Recovery {
  pages: Map<number, Page>
  /** LSNs of the updates that were applied again. */
  redone: number[]
  /** LSNs of the updates that were taken back. */
  undone: number[]
}

/** Thrown for a log that is wrong before its end. */
export class CorruptLog extends Error {
  override name = 'CorruptLog'
}

/** Brings pages to the state that the log's committed transactions left. */
export function recover(pages: Map<number, Page>, log: Uint8Array): Recovery {
  throw new Error('Not written yet')
}
