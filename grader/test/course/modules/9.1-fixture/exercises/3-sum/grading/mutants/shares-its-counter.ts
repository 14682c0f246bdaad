import type { Counter } from '../../sum.ts'

/** Adds what `keep` wants of a stream. */
export async function sum(
  numbers: AsyncIterable<number>,
  keep: (n: number) => boolean,
): Promise<number> {
  let total = 0
  for await (const n of numbers) if (keep(n)) total += n
  return total
}

/** Yields the running total after every number. */
export async function* totals(numbers: AsyncIterable<number>): AsyncIterable<number> {
  let total = 0
  for await (const n of numbers) yield (total += n)
}

// The mistake: all counters share one total.
let total = 0

/** Makes a counter. */
export function counter(): Counter {
  return {
    add(n) {
      total += n
    },
    total: () => total,
  }
}
