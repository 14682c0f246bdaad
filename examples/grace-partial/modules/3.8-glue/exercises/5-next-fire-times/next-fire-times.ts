/**
 * The next `n` times after `from` at which a schedule of Glue is due, fewer if it ends. Throws
 * RangeError for what is no schedule.
 */
export function nextFireTimes(expression: string, from: Date, n: number): Date[] {
  throw new Error('Not written yet')
}
