import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileReport } from '../../test/reports/arbitrary-report.ts'
import { everyStatus, hostileCohort } from '../../test/reports/sample-reports.ts'
import { elementsNamed, parseXml } from '../../test/reports/xml.ts'
import type { XmlElement } from '../../test/reports/xml.ts'
import { junit } from './junit.ts'

const options = { audience: 'instructor', colors: false } as const

describe('junit', () => {
  test('is well formed, one suite for every exercise of every submission', () => {
    fc.assert(
      fc.property(fc.oneof(hostileReport, fc.constant(hostileCohort)), (report) => {
        const root = parseXml(junit(report, options))
        const exercises = report.submissions.flatMap((submission) => submission.exercises)
        expect(root.name).toBe('testsuites')
        expect(root.children.map(({ name }) => name)).toEqual(exercises.map(() => 'testsuite'))
        expect(root.children.map((suite) => propertiesOf(suite)['status'])).toEqual(
          exercises.map(({ status }) => status),
        )
      }),
      { numRuns: 50 },
    )
  })

  test('counts what it holds', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const root = parseXml(junit(report, options))
        for (const counted of [root, ...root.children]) {
          const { tests, failures, errors, skipped } = counted.attributes
          expect(Number(tests)).toBe(elementsNamed(counted, 'testcase').length)
          expect(Number(failures)).toBe(elementsNamed(counted, 'failure').length)
          expect(Number(errors)).toBe(elementsNamed(counted, 'error').length)
          if (counted !== root) {
            expect(Number(skipped)).toBe(elementsNamed(counted, 'skipped').length)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  test('carries points as properties of cases, and none where they are unknown', () => {
    const root = parseXml(junit(everyStatus, options))
    const points = root.children.map((suite) =>
      elementsNamed(suite, 'testcase').map((testcase) => propertiesOf(testcase)['points'] ?? null),
    )
    expect(points).toEqual([
      ['1', '0', '0'],
      ['3', '2'],
      ['0'],
      ['0'],
      ['2', '0', '0'],
      [null],
      [null],
    ])
  })

  test('ends an ungraded exercise in an error and a skipped one in skipped, never in a failure', () => {
    const suites = parseXml(junit(everyStatus, options)).children.slice(-2)
    expect(suites.flatMap(({ children }) => children.slice(-1)).flatMap(outcomes)).toEqual([
      'error',
      'skipped',
    ])
  })

  test('tells a check that did not run why', () => {
    const failures = elementsNamed(parseXml(junit(everyStatus, options)), 'failure')
    const types = ['failed', 'completed', 'missing', 'broken', 'failed', 'timed-out']
    expect(failures.map(({ attributes }) => attributes['type'])).toEqual(types)
    expect(failures.at(-1)?.attributes['message']).toBe('A call took longer than 2 seconds')
  })
})

describe('parseXml', () => {
  const declaration = '<?xml version="1.0" encoding="UTF-8" ?>\n'

  test.for([
    ['a tag that is not closed', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['a bare ampersand', '<a>fish & chips</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a quote inside a value', '<a b="c"d"/>'],
    ['a "<" inside a value', '<a b="<"/>'],
    ['an attribute given twice', '<a b="1" b="2"/>'],
    ['a control character', '<a>\u0007</a>'],
    ['a lone surrogate', '<a>\uD800</a>'],
    ['the noncharacter U+FFFE', '<a>\uFFFE</a>'],
    ['text beside the root', '<a/>text'],
  ])('refuses %s', ([, body]) => {
    expect(() => parseXml(declaration + body)).toThrow()
  })
})

function propertiesOf(element: XmlElement): Record<string, string> {
  const list = element.children.find(({ name }) => name === 'properties')
  return Object.fromEntries(
    (list?.children ?? []).map(({ attributes }) => [attributes['name'], attributes['value']]),
  )
}

function outcomes(testcase: XmlElement) {
  return testcase.children.map(({ name }) => name).filter((name) => name !== 'properties')
}
