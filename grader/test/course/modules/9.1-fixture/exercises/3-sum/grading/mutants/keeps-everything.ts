import type { Counter } from '../../sum.ts'

/** Adds what `keep` wants of a stream. */
export async function sum(
  numbers: AsyncIterable<number>,
  _keep: (n: number) => boolean,
): Promise<number> {
  let total = 0
  // The mistake: nobody asks the predicate.
  for await (const n of numbers) total += n
  return total
}

/** Yields the running total after every number. */
export async function* totals(numbers: AsyncIterable<number>): AsyncIterable<number> {
  let total = 0
  for await (const n of numbers) yield (total += n)
}

/** Makes a counter of its own. */
export function counter(): Counter {
  let total = 0
  return {
    add(n) {
      total += n
    },
    total: () => total,
  }
}
