/** What is known of one group. */
export interface Totals {
  /** Rows with a number. */
  n: number
  sum: number
  min: number
  max: number
  /** Rows without a number. */
  nulls: number
}

export interface Options {
  /** The column to group by. */
  group: string
  /** The column to sum up. */
  value: string
  /** Whether the source is compressed. */
  gzip?: boolean
}

/** Thrown when the header lacks a column. */
export class MissingColumn extends Error {
  override name = 'MissingColumn'
}

/** Sums up one column of a CSV file by another. */
export async function aggregateCsv(
  source: AsyncIterable<Uint8Array>,
  options: Options,
): Promise<Map<string, Totals>> {
  throw new Error('Not written yet')
}
