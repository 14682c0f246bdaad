/** Doubles every reading, in order; a `TypeError` where one of them is not a number. */
export async function double(readings: number[]): Promise<number[]> {
  const doubled: number[] = []
  for (const reading of readings) {
    if (typeof reading !== 'number') throw new TypeError(`"${typeof reading}" is no reading`)
    doubled.push(reading + reading)
  }
  return doubled
}
