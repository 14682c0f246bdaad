/** Doubles whatever it is given. */
export function double(readings: number[]): number[] {
  return readings.map((reading) => reading * 2)
}
