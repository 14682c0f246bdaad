/** Doubles the first reading only. */
export function double([first, ...rest]: number[]): number[] {
  if (first === undefined) return []
  if ([first, ...rest].some((reading) => typeof reading !== 'number'))
    throw new TypeError('No number')
  return [first * 2, ...rest]
}
