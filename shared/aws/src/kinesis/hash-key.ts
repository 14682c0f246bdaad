import { createHash } from 'node:crypto'

/** A shard's part of the hash keys, both ends included. */
export interface HashKeyRange {
  start: bigint
  end: bigint
}

/** How many hash keys there are: MD5 has 128 bits. */
export const HASH_KEYS = 2n ** 128n

/** Maps a partition key to its hash key: the MD5 of its UTF-8 bytes (SDK text, PutRecord). */
export function hashKeyOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`)
}

/** Cuts all hash keys into `count` ranges of equal size; the last one takes the rest. */
export function evenRanges(count: number): HashKeyRange[] {
  const size = HASH_KEYS / BigInt(count)
  return Array.from({ length: count }, (_, index) => ({
    start: size * BigInt(index),
    end: index === count - 1 ? HASH_KEYS - 1n : size * BigInt(index + 1) - 1n,
  }))
}

/** Says whether `range` has the hash key. */
export function contains(range: HashKeyRange, hashKey: bigint): boolean {
  return range.start <= hashKey && hashKey <= range.end
}
