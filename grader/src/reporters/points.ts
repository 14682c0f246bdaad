/** Writes points as a person would: an integer, or at most two decimals without trailing zeros. */
export function formatPoints(points: number): string {
  return String(Math.round(points * 100) / 100)
}

/** Writes what share of the points was earned, in percent; empty where there was nothing to earn. */
export function formatPercent(points: number, maxPoints: number): string {
  return maxPoints > 0 ? formatPoints((100 * points) / maxPoints) : ''
}

/**
 * Rounds parts to integers of at least 0 that add up to `total` (largest remainder method): each
 * part is rounded down, and the units still missing go to the largest remainders, of equal ones to
 * the first. `total` must be the parts' rounded sum, or less than one away from their sum.
 */
export function wholePoints(parts: readonly number[], total: number): number[] {
  const whole = parts.map((part) => Math.floor(part + noise))
  const missing = total - whole.reduce((sum, part) => sum + part, 0)
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part - (whole[index] ?? 0) }))
    .toSorted((a, b) => b.remainder - a.remainder)
  for (const { index } of byRemainder.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1
  return whole
}

/** Adds up and rounds to an integer, halves upwards. */
export function wholeSum(parts: readonly number[]): number {
  return Math.floor(parts.reduce((sum, part) => sum + part, 0) + 0.5 + noise)
}

// 0.1 + 0.2 and its like: sums of decimal points are a little off in binary.
const noise = 1e-9
