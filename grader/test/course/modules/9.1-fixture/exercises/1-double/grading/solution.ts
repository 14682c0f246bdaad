// canary-in-the-solution-b64e07

/** Doubles every reading, in order; a `TypeError` where one of them is not a number. */
export function double(readings: number[]): number[] {
  return readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })
}
