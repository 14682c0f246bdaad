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

/** Makes a counter of its own. */
export function counter(): Counter {
  return new OwnCounter()
}

class OwnCounter implements Counter {
  #total = 0

  add(n: number) {
    this.#total += n
  }

  total() {
    return this.#total
  }
}
