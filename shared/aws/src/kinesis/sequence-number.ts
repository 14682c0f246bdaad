/**
 * What a sequence number is made of. Like AWS's they have 56 digits, grow within a shard, are
 * unique in their stream and leave large gaps; a child shard's are above those of its parents.
 */
export interface SequenceParts {
  /** Seconds since 1970 that stand for the shard's creation. */
  shardCreated: number
  shardIndex: number
  /** Counts the stream's records. */
  counter: bigint
  /** Seconds since 1970. */
  arrived: number
}

const VERSION = 2n
const SECONDS_BITS = 36n
const COUNTER_BITS = 64n
const INDEX_BITS = 36n
const FOOTER_BITS = 12n
const FOOTER = 2n

/** A counter above that of every record: marks the end of a closed shard. */
export const LAST_COUNTER = 0x7fffffffffffffffn

/** Packs the parts, most significant first. */
export function sequenceNumber(parts: SequenceParts): bigint {
  let packed = VERSION
  packed = (packed << SECONDS_BITS) | BigInt(parts.shardCreated)
  packed = (packed << COUNTER_BITS) | parts.counter
  packed = (packed << SECONDS_BITS) | BigInt(parts.arrived)
  packed = (packed << INDEX_BITS) | BigInt(parts.shardIndex)
  return (packed << FOOTER_BITS) | FOOTER
}

/** Takes a sequence number apart; returns undefined if it cannot be one. */
export function parseSequenceNumber(text: string): SequenceParts | undefined {
  if (!/^[1-9]\d{0,128}$/.test(text)) return undefined
  let rest = BigInt(text)
  const take = (bits: bigint) => {
    const part = BigInt.asUintN(Number(bits), rest)
    rest >>= bits
    return part
  }
  const footer = take(FOOTER_BITS)
  const shardIndex = Number(take(INDEX_BITS))
  const arrived = Number(take(SECONDS_BITS))
  const counter = take(COUNTER_BITS)
  const shardCreated = Number(take(SECONDS_BITS))
  if (rest !== VERSION || footer !== FOOTER) return undefined
  return { shardCreated, shardIndex, counter, arrived }
}
