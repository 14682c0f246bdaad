import fc from 'fast-check'

/** Checks that `predicate` holds (resolves to anything but false) for random values. */
export type Property = <Value>(
  values: fc.Arbitrary<Value>,
  predicate: (value: Value) => Promise<boolean | void> | boolean | void,
  options?: { runs?: number },
) => Promise<void>

/** A property checker that draws its data from `seed`, so that a run can be replayed. */
export function holdsFor(seed: number): Property {
  return async (values, predicate, { runs = 50 } = {}) => {
    const property = fc.asyncProperty(values, async (value) => await predicate(value))
    await fc.assert(property, { seed, numRuns: runs, markInterruptAsFailure: true })
  }
}
