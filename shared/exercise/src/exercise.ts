/** One line of a rubric: what a check is worth, and what to tell a student who fails it. */
export interface Criterion {
  points: number
  /** Names the behaviour that broke; never the hidden input. */
  hint?: string
}

/** What a mutant must do, when the list of checks it fails is not the whole story. */
export interface MutantExpectation<Check extends string = string> {
  fails: readonly Check[]
  /** Set where the mistake is so plain that the visible tests catch it too. */
  visibleTests: 'fail'
}

/**
 * Mutants that `pnpm mutate` makes of a solution, and that no check may tell from it: what they
 * change makes no difference, or one that the task leaves open. `grading/equivalent-mutants.ts`
 * lists them.
 */
export interface EquivalentMutants {
  /** The line of `grading/solution.ts` where they differ, without its indentation. */
  line: string
  /** What becomes of the line, as `pnpm mutate` prints it. */
  becomes: string | readonly string[]
  /** Why no check may tell, as a sentence. */
  reason: string
}

/** Everything the grader needs to know about an exercise that its files do not already say. */
export interface Exercise<Check extends string = string> {
  /** The one file a student edits, relative to the exercise's folder. */
  file: string
  /** What each hidden check is worth. Points stay on the trusted side of the box. */
  rubric: Record<Check, number | Criterion>
  /** Three hints of rising strength; the last one names the API field or the algorithm. */
  hints: readonly [string, string, string]
  /** Known-wrong solutions in `grading/mutants/`, each with exactly the checks it must fail. */
  mutants: Record<string, readonly Check[] | MutantExpectation<Check>>
  /** AWS services its checks use, as in `S3`; an endpoint that lacks one skips the exercise. */
  services?: readonly string[]
  /** What only the fakes can do for its checks, such as moving the clock; other targets skip it. */
  needsMock?: string
}

/**
 * Describes an exercise. The names in `rubric` become the only names its checks may use.
 *
 * ```ts
 * export default defineExercise({
 *   file: 'claim-username.ts',
 *   rubric: { 'claims a free username': 1 },
 *   hints: ['Who decides?', 'S3 can decide for you.', 'IfNoneMatch: "*"'],
 *   mutants: { 'never-claims': ['claims a free username'] },
 * })
 * ```
 */
export function defineExercise<Check extends string>(exercise: {
  file: string
  rubric: Record<Check, number | Criterion>
  hints: readonly [string, string, string]
  mutants: Record<string, readonly NoInfer<Check>[] | MutantExpectation<NoInfer<Check>>>
  services?: readonly string[]
  needsMock?: string
}): Exercise<Check> {
  return exercise
}

/** The points of one rubric line, whichever way it was written. */
export function pointsOf(line: number | Criterion): number {
  return typeof line === 'number' ? line : line.points
}
