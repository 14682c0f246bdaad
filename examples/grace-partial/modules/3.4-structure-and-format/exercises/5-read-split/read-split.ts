export interface Split {
  /** First byte. */
  start: number
  /** First byte that is no longer part of it. */
  end: number
}

export interface RemoteFile {
  size: number
  /** The bytes from `start` up to, not including, `end`. */
  read(start: number, end: number): Promise<Uint8Array>
}

export type Format = 'csv' | 'jsonl' | 'text' | 'parquet' | 'orc' | 'avro'

export type Codec = 'none' | 'gzip' | 'bzip2' | 'snappy' | 'zstd'

/** Cuts a file into ranges of bytes. */
export function splits(size: number, target: number): Split[] {
  throw new Error('Not written yet')
}

/** Reads the lines that start in a split. */
export async function* readSplit(
  file: RemoteFile,
  split: Split,
  pieceSize = 65_536,
): AsyncGenerator<string> {
  throw new Error('Not written yet')
}

/** Says whether a file can be read from the middle. */
export function isSplittable(
  format: Format,
  codec: Codec,
  options: { lineBreaksInFields?: boolean } = {},
): boolean {
  throw new Error('Not written yet')
}
