import { describe, expect, test } from 'vitest'
import { fairCourse } from '../../test/fair-course.ts'
import { TemporaryCourse } from '../../test/temporary-course.ts'
import { loadCourse } from '../course.ts'
import { lessonProblems } from './lesson.ts'

const LESSON = 'modules/9.4-fair/README.md'
const DATA = 'modules/9.4-fair/data/README.md'

describe('a lesson', () => {
  test('has nothing against it where it is as lessons are', async () => {
    expect(await problemsWith({})).toEqual([])
    const whole = `
\`\`\`mermaid
sequenceDiagram
  Ada->>Bo: Hello
\`\`\`

## What to know

Facts as of November 2026.

| fact | source |
| --- | --- |
| Nights are dark. | SDK text of \`Night\` |

## What changed lately

- Nights are longer since 2025 ([almanac](https://example.com/almanac)).

## Exercises

See [the exercise](exercises/1-greet/README.md#rules), [above](#what-to-know) and \`[x](y.md)\`.
`
    expect(await problemsWith({ [LESSON]: fairCourse[LESSON] + whole })).toEqual([])
  })

  test.each([
    ['no text', { [LESSON]: undefined }, LESSON, /has no heading/],
    [
      'an exercise that is not listed',
      { [LESSON]: '# Greetings\n' },
      LESSON,
      /does not list 9.4.1 with its 100 points/,
    ],
    [
      'other points than the rubric',
      { [LESSON]: fairCourse[LESSON]!.replace('| 100 |', '| 90 |') },
      LESSON,
      /does not list 9.4.1 with its 100 points/,
    ],
    [
      'a link to nothing',
      lesson('[Data](data/names.csv)'),
      `${LESSON}:6`,
      /links to "data\/names.csv", which is not there/,
    ],
    [
      'a link out of the course',
      lesson('[Home](../../../home.md)'),
      `${LESSON}:6`,
      /links to "..\/..\/..\/home.md"/,
    ],
    [
      'a diagram that does not parse, behind one label that does',
      lesson('```mermaid\nflowchart LR\n  a[One] --> b\n  c[Two --> d\n```'),
      `${LESSON}:6`,
      /Mermaid cannot read: Parse error on line/,
    ],
    [
      'a diagram of no kind',
      lesson('```mermaid\nflowcart LR\n  a --> b\n```'),
      `${LESSON}:6`,
      /Mermaid cannot read: No diagram type/,
    ],
    [
      'facts without a date',
      lesson('## What to know\n\n| fact | source |\n| --- | --- |\n| Dark | SDK text |'),
      `${LESSON}:8`,
      /has a table of facts without a date/,
    ],
    [
      'facts with the date of another chapter',
      lesson('As of May 2026.\n\n## Know\n\n| fact | source |\n| --- | --- |\n| Dark | SDK |'),
      `${LESSON}:10`,
      /has a table of facts without a date/,
    ],
    [
      'a fact without a source',
      lesson('As of May 2026.\n\n| fact | source |\n| --- | --- |\n| Dark | |'),
      `${LESSON}:10`,
      /has a fact without a source/,
    ],
    [
      'a fact whose source nobody can look up',
      lesson('As of May 2026.\n\n| fact | source |\n| --- | --- |\n| Dark | everybody |'),
      `${LESSON}:10`,
      /has a fact without a source/,
    ],
    [
      'a change without a date',
      lesson('## What changed lately\n\n- It got dark ([page](https://example.com)).'),
      `${LESSON}:8`,
      /has a change without a date/,
    ],
    [
      'a change without a source',
      lesson('## What changed lately\n\n- It got dark in 2025.'),
      `${LESSON}:8`,
      /has a change without a source/,
    ],
    [
      'a link to nothing in what describes its data',
      { [DATA]: '# Data\n\n[names](names.csv)\n' },
      `${DATA}:3`,
      /links to "names.csv"/,
    ],
  ])('does not get through with %s', async (_, spoiled, file, what) => {
    const found = await problemsWith(spoiled)
    const match = found.find((problem) => problem.file === file && what.test(problem.what))
    expect(match, JSON.stringify(found, null, 2)).toBeDefined()
    expect(match!.fix).toMatch(/^[A-Z].{8}/)
  })
})

/** The fair lesson, whose text ends in its fifth line, with more behind it. */
function lesson(more: string): Record<string, string> {
  return { [LESSON]: `${fairCourse[LESSON]}${more}\n` }
}

async function problemsWith(spoiled: Record<string, string | undefined>) {
  const files = Object.entries({ ...fairCourse, ...spoiled })
  const kept = files.filter((entry): entry is [string, string] => entry[1] !== undefined)
  using course = new TemporaryCourse({ files: Object.fromEntries(kept) })
  const [section] = await loadCourse(course.root)
  return await lessonProblems(course.root, section!)
}
