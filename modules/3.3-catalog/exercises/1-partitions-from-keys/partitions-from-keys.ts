export interface TableLayout {
  /** URL of a folder in S3. */
  location: string
  partitionKeys: { name: string; type: 'string' | 'int' | 'bigint' | 'date' }[]
}

export interface Found {
  /** In the order of the table's partition keys. */
  values: string[]
  location: string
  files: number
}

export interface Skipped {
  key: string
  reason: 'outside' | 'not-data' | 'layout' | 'type' | 'elsewhere'
}

/** Tells the partitions of a table from the keys of its files. */
export function partitionsFromKeys(
  keys: string[],
  table: TableLayout,
): { partitions: Found[]; skipped: Skipped[] } {
  throw new Error('Not written yet')
}
