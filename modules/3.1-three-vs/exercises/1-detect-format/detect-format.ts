export type Format =
  | 'parquet'
  | 'orc'
  | 'avro'
  | 'jsonl'
  | 'json'
  | 'csv'
  | 'tsv'
  | 'text'
  | 'binary'
  | 'empty'

export interface Detected {
  format: Format
  compression: 'none' | 'gzip' | 'zstd' | 'bzip2'
  /** True where the key's extension promises something else. */
  extensionLies: boolean
}

/**
 * Says what an object holds. `head` are its first bytes (all of them if it is small), `tail` its
 * last sixteen.
 */
export function detectFormat(key: string, head: Uint8Array, tail: Uint8Array): Detected {
  throw new Error('Not written yet')
}
