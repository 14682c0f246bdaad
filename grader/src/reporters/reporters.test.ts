import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileReport } from '../../test/reports/arbitrary-report.ts'
import {
  alone,
  everyStatus,
  hiddenInput,
  hostileCohort,
} from '../../test/reports/sample-reports.ts'
import { loadReporter, reporters } from './reporters.ts'

const extensions = {
  text: 'txt',
  json: 'json',
  junit: 'xml',
  csv: 'csv',
  markdown: 'md',
  github: 'txt',
} as const

const formats = Object.keys(extensions) as (keyof typeof extensions)[]
const audiences = ['student', 'instructor'] as const
const cases = formats.flatMap((format) => audiences.map((audience) => ({ format, audience })))

describe.for(cases)('$format for a $audience', ({ format, audience }) => {
  const options = { audience, colors: false }
  const golden = (name: string) =>
    `../../test/reports/${format}/${name}-for-${audience}.${extensions[format]}`

  test('shows every status', async () => {
    const reporter = await loadReporter(format)
    await expect(reporter(everyStatus, options)).toMatchFileSnapshot(golden('every-status'))
  })

  test('shows a hostile cohort', async () => {
    const reporter = await loadReporter(format)
    await expect(reporter(hostileCohort, options)).toMatchFileSnapshot(golden('hostile-cohort'))
  })

  test('shows one hostile submission', async () => {
    const reporter = await loadReporter(format)
    const report = alone(hostileCohort, 0)
    await expect(reporter(report, options)).toMatchFileSnapshot(golden('hostile-submission'))
  })

  test('names the tier in force, even of a run without submissions', async () => {
    const reporter = await loadReporter(format)
    expect(reporter(everyStatus, options)).toContain('partial')
    expect(() => reporter({ ...everyStatus, submissions: [] }, options)).not.toThrow()
  })

  test('holds nothing that a terminal, an editor or a runner would act on', async () => {
    const reporter = await loadReporter(format)
    fc.assert(
      fc.property(hostileReport, (report) => {
        const shown = reporter(report, options)
        expect(shown.replaceAll(/\r?\n/g, '')).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
        )
        expect(shown).not.toContain('##[')
        if (format !== 'github') expect(shown).not.toMatch(/^\s*::/m)
      }),
      { numRuns: 50 },
    )
  })
})

describe('every format', () => {
  test.for(formats)('hides details and the seed from students: %s', async (format) => {
    const reporter = await loadReporter(format)
    fc.assert(
      fc.property(hostileReport, (report) => {
        const shown = reporter(report, { audience: 'student', colors: false })
        expect(shown).not.toContain(hiddenInput)
        expect(shown).not.toContain(String(report.seed))
      }),
      { numRuns: 50 },
    )
  })

  test.for(['text', 'json', 'junit', 'markdown', 'github'] as const)(
    'shows details to instructors: %s',
    async (format) => {
      const reporter = await loadReporter(format)
      const shown = reporter(everyStatus, { audience: 'instructor', colors: false })
      expect(shown).toContain(hiddenInput)
      expect(shown).toContain(String(everyStatus.seed))
    },
  )

  test.for(formats)('leaves the report as it was: %s', async (format) => {
    const reporter = await loadReporter(format)
    const before = structuredClone(hostileCohort)
    for (const audience of audiences) reporter(hostileCohort, { audience, colors: true })
    expect(hostileCohort).toEqual(before)
  })
})

describe('loadReporter', () => {
  test('knows every format by its name', async () => {
    for (const format of Object.keys(reporters)) {
      expect((await loadReporter(format)).name).toBe(format)
    }
  })

  test.for(['yaml', 'constructor', '__proto__', ''])('refuses the name "%s"', async (name) => {
    await expect(loadReporter(name)).rejects.toMatchObject({
      name: 'GraderError',
      message: `There is no report format "${name}"`,
      fix: 'Use one of: text, json, junit, csv, markdown, github, classroom50',
    })
  })
})
