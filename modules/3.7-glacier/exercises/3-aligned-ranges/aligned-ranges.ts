/** Bytes of an archive, the first and the last of them included. */
export interface Range {
  first: number
  last: number
}

/** Whether Glacier gives a checksum with these bytes of an archive. Throws `RangeError`. */
export function isTreeHashAligned(first: number, last: number, size: number): boolean {
  throw new Error('Not written yet')
}

/** The fewest aligned ranges that hold these bytes of an archive. Throws `RangeError`. */
export function cover(first: number, last: number, size: number): Range[] {
  throw new Error('Not written yet')
}
