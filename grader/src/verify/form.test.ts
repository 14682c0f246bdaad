import { describe, expect, test } from 'vitest'
import { fairCourse, GREET, stub } from '../../test/fair-course.ts'
import { TemporaryCourse } from '../../test/temporary-course.ts'
import { loadCourse } from '../course.ts'
import { hiddenChecks } from '../engine/check-files.ts'
import { ownCandidates } from './candidates.ts'
import { formProblems, sectionProblems } from './form.ts'
import { leakProblems } from './leaks.ts'
import type { Problem } from './problem.ts'

const EXERCISE = `${GREET}/grading/exercise.ts`
const CHECKS = `${GREET}/grading/checks.test.ts`
const README = `${GREET}/README.md`
const TESTS = `${GREET}/greet.test.ts`
const SOLUTION = `${GREET}/grading/solution.ts`

describe('the form of an exercise', () => {
  test('has nothing against it where the exercise is fair', async () => {
    expect(await problemsWith({})).toEqual([])
  })

  test.each([
    ['a solution that is not there', { [SOLUTION]: undefined }, SOLUTION, /is not there/],
    [
      'no alternative',
      { [`${GREET}/grading/alternatives/joined.ts`]: undefined },
      `${GREET}/grading/alternatives`,
      /holds no other correct solution/,
    ],
    [
      'a mutant that nothing is said about',
      { [`${GREET}/grading/mutants/whispers.ts`]: stub('return `Hi`') },
      EXERCISE,
      /does not say which checks the mutant "whispers" fails/,
    ],
    [
      'a mutant that is not there',
      { [`${GREET}/grading/mutants/greets-ada.ts`]: undefined },
      `${GREET}/grading/mutants/greets-ada.ts`,
      /is not there/,
    ],
    [
      'too few mutants',
      { [`${GREET}/grading/mutants/greets-ada.ts`]: undefined },
      `${GREET}/grading/mutants`,
      /holds 2 known-wrong solutions/,
    ],
    [
      'a README that is too long',
      { [README]: `# Greet\n${'and so on '.repeat(90)}` },
      README,
      /has 271 words/,
    ],
    [
      'a README with a link to nothing',
      { [README]: '# Greet\n\nSee [the poem](../poem.md#night).\n' },
      `${README}:3`,
      /links to "..\/poem.md", which is not there/,
    ],
    [
      'a README with a diagram that does not parse',
      { [README]: '# Greet\n\n```mermaid\nflowchart LR\n  a[Ada --> b\n```\n' },
      `${README}:3`,
      /has a diagram that Mermaid cannot read: Parse error/,
    ],
    ['a README without a heading', { [README]: 'Greets' }, README, /has no heading/],
    ['no README', { [README]: undefined }, README, /has no heading/],
    ['no visible tests', { [TESTS]: undefined }, TESTS, /is not there/],
    [
      'a service that only the checks know of',
      { [CHECKS]: spoil(CHECKS, '() => {', '({ aws }) => {\n  await aws.dynamodb.table(KEY)') },
      EXERCISE,
      /does not name DynamoDB under services/,
    ],
    [
      'a rubric line without a check',
      {
        [EXERCISE]: spoil(
          EXERCISE,
          "'greets nobody too': 25",
          "'greets nobody too': 20, 'waves': 5",
        ),
      },
      CHECKS,
      /has no check for the rubric line "waves"/,
    ],
    [
      'a check without a rubric line',
      { [CHECKS]: `${fairCourse[CHECKS]}\n;(check as any)('waves', () => {})` },
      EXERCISE,
      /has no rubric line for the check "waves"/,
    ],
    [
      'a check that is declared twice',
      { [CHECKS]: `${fairCourse[CHECKS]}\ncheck('is quiet at night', () => {})` },
      CHECKS,
      /declares the check "is quiet at night" more than once/,
    ],
    [
      'an empty hint',
      { [EXERCISE]: spoil(EXERCISE, "'toLowerCase'", "' '") },
      EXERCISE,
      /has 2 hints/,
    ],
    [
      'a line of the solution in the README',
      { [README]: '# Greet\n\n    return hour < 22 ? words : words.toLowerCase()\n' },
      `${README}:3`,
      /shows students a line of .*solution\.ts/,
    ],
    [
      'a line of an alternative in a comment of the stub',
      {
        [`${GREET}/greet.ts`]: `// const joined = ["Hello", name].join(" ").trim()\n${fairCourse[`${GREET}/greet.ts`]}`,
      },
      `${GREET}/greet.ts:1`,
      /shows students a line of .*joined\.ts/,
    ],
    [
      'a visible test that reads the solution',
      { [TESTS]: `import './grading/solution.ts'\n${fairCourse[TESTS]}` },
      `${TESTS}:1`,
      /shows students the folder grading/,
    ],
  ])('shows %s', async (_, spoiled, file, what) => {
    const found = await problemsWith(spoiled)
    const match = found.find((problem) => problem.file === file && what.test(problem.what))
    expect(match, JSON.stringify(found, null, 2)).toBeDefined()
    expect(match!.fix).toMatch(/^[A-Z].{8}/)
  })

  test('finds a section that is not worth 100 points', async () => {
    const text = spoil(EXERCISE, "'greets nobody too': 25", "'greets nobody too': 30")
    using course = new TemporaryCourse({ files: { ...fairCourse, [EXERCISE]: text } })
    const [section] = await loadCourse(course.root)
    expect(sectionProblems(section!)).toEqual([
      {
        file: 'modules/9.4-fair',
        what: 'is worth 105 points, not 100',
        fix: 'Change points in the rubrics of 9.4',
      },
    ])
  })
})

async function problemsWith(spoiled: Record<string, string | undefined>): Promise<Problem[]> {
  const files = Object.entries({ ...fairCourse, ...spoiled })
  const kept = files.filter((entry): entry is [string, string] => entry[1] !== undefined)
  using course = new TemporaryCourse({ files: Object.fromEntries(kept) })
  const [section] = await loadCourse(course.root)
  const exercise = section!.exercises[0]!
  const candidates = await ownCandidates(exercise)
  const checks = await hiddenChecks(exercise)
  return [
    ...sectionProblems(section!),
    ...(await formProblems(exercise, { checks, candidates })),
    ...(await leakProblems(exercise, candidates)),
  ]
}

function spoil(file: string, from: string, to: string): string {
  const text = fairCourse[file]!.replace(from, to)
  expect(text).not.toBe(fairCourse[file])
  return text
}
