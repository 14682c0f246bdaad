/** Adds what `keep` wants of a stream. */
export async function sum(
  _numbers: AsyncIterable<number>,
  _keep: (n: number) => boolean,
): Promise<number> {
  throw new Error('Not written yet')
}

/** Yields the running total after every number. */
export async function* totals(_numbers: AsyncIterable<number>): AsyncIterable<number> {
  throw new Error('Not written yet')
}

export interface Counter {
  add(n: number): void
  total(): number
}

/** Makes a counter of its own. */
export function counter(): Counter {
  throw new Error('Not written yet')
}
