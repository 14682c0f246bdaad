/** Doubles every reading, in order; a `TypeError` where one of them is not a number. */
export function double(_readings: number[]): number[] {
  throw new Error('Not written yet')
}
