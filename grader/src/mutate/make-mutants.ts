import { replaced, type Replaced } from './replacement.ts'

/** One mechanical mistake in a solution. */
export interface MechanicalMutant extends Replaced {
  /** What Stryker calls the kind of mistake, as in `EqualityOperator`. */
  mutator: string
}

/** Operators may bind less tightly than those around them; literals, calls and statements never. */
const WITH_OPERATORS = new Set([
  'ArithmeticOperator',
  'ArrowFunction',
  'BooleanLiteral',
  'EqualityOperator',
  'LogicalOperator',
  'UnaryOperator',
])

/**
 * Every mutant that Stryker's mutators make of a solution, in the order of its lines; each text
 * once. The same text gives the same mutants. Rejects for a text that does not parse.
 */
export async function makeMutants(solution: string): Promise<MechanicalMutant[]> {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter')
  const instrumenter = new Instrumenter(SILENT as ConstructorParameters<typeof Instrumenter>[0])
  const { mutants } = await instrumenter.instrument(
    [{ name: 'solution.ts', mutate: true, content: solution }],
    { plugins: null, excludedMutations: [], ignorers: [] },
  )
  const byText = new Map<string, MechanicalMutant>()
  for (const { mutatorName, replacement, location } of mutants) {
    const mutant = replaced(solution, {
      ...location,
      code: replacement!,
      needsParentheses: WITH_OPERATORS.has(mutatorName),
    })
    if (mutant.text === solution || byText.has(mutant.text)) continue
    byText.set(mutant.text, { ...mutant, mutator: mutatorName })
  }
  return [...byText.values()].toSorted((one, other) => one.at - other.at)
}

const nothing = () => {}
const no = () => false

/** What a mutation finds noteworthy is no news here. */
const SILENT = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
}
