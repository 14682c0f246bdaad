import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileReport, hostileText } from '../../test/reports/arbitrary-report.ts'
import { everyStatus, hostileCohort, submission } from '../../test/reports/sample-reports.ts'
import { code, codeBlock, plain } from './markdown-text.ts'
import { markdown, markdownWithin } from './markdown.ts'

const options = { audience: 'instructor', colors: false } as const

describe('markdown', () => {
  test('keeps everything that students wrote inside code', () => {
    fc.assert(
      fc.property(fc.oneof(hostileReport, fc.constant(hostileCohort)), (report) => {
        const ours = withoutCode(markdown(report, options))
        expect(ours).toMatch(/^[\w\s.,:;()/|#*"✗✓–≥-]*$/)
        expect(ours).not.toMatch(/#\d|\w#/)
      }),
    )
  })

  test('keeps the cells of a cohort in their columns', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        fc.pre(report.submissions.length > 1)
        const rows = markdown(report, options)
          .split('\n')
          .filter((line) => line.startsWith('|'))
        expect(rows.length).toBe(report.submissions.length + 2)
        expect(rows.map((row) => row.split('|').length)).toEqual(rows.map(() => 7))
      }),
    )
  })

  test('stays within a comment of GitHub and counts what it leaves out', () => {
    const [first] = hostileCohort.submissions
    const many = Array.from(
      { length: 5000 },
      () => first ?? submission({ submission: 'a', exercises: [] }),
    )
    const shown = markdown({ ...everyStatus, submissions: many }, options)
    const rows = shown.match(/^\| `/gm)?.length ?? 0
    expect(shown.length).toBeLessThanOrEqual(65_536)
    expect(shown).toContain('## 5000 submissions')
    expect(shown).toContain(`${5000 - rows} more are in the other reports.`)
  })

  test('cuts between exercises, so that no fence stays open', () => {
    const whole = markdown(everyStatus, options)
    for (let limit = 600; limit < whole.length; limit += 50) {
      const shown = markdownWithin(everyStatus, options, limit)
      expect(new TextEncoder().encode(shown).byteLength).toBeLessThanOrEqual(Math.max(limit, 700))
      expect((shown.match(/^ *```/gm) ?? []).length % 2).toBe(0)
    }
  })
})

describe('code', () => {
  test.for([
    ['Ada', '`Ada`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``', '``` `` ```'],
    ['a|b\\|', '`a¦b\\¦`'],
    ['\n', ''],
  ] as const)('shows %j as %s', ([text, shown]) => {
    expect(code(text)).toBe(shown)
  })

  test('is one code span and nothing else, whatever it is given', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(withoutCode(`x ${code(text)} y`)).toMatch(/^x {1,2}y$/)
      }),
    )
  })
})

describe('codeBlock', () => {
  test('closes with a fence that its lines cannot', () => {
    expect(codeBlock('a\n````\n# b', '  ', 5)).toEqual(
      ['`````text', 'a', '````', '# b', '`````'].map((line) => `  ${line}`),
    )
  })
})

describe('plain', () => {
  test('escapes what the course did not mean as Markdown', () => {
    expect(plain('`null` for <key> | a_b *c* [d](e) #1 @team')).toBe(
      '\\`null\\` for \\<key\\> \\| a\\_b \\*c\\* \\[d\\](e) \\#1 \\@team',
    )
  })
})

/** Removes fenced blocks and code spans, as CommonMark finds them. */
function withoutCode(text: string) {
  const kept: string[] = []
  let fence: string | undefined
  for (const line of text.split('\n')) {
    const [, run] = /^ *(`{3,})(?:text)?$/.exec(line) ?? []
    if (fence === undefined && run !== undefined) fence = run
    else if (fence !== undefined && line.trim() === fence) fence = undefined
    else if (fence === undefined) kept.push(line.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, ''))
  }
  expect(fence).toBeUndefined()
  return kept.join('\n')
}
