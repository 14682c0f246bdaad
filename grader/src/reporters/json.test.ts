import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileReport } from '../../test/reports/arbitrary-report.ts'
import { everyStatus, hostileCohort } from '../../test/reports/sample-reports.ts'
import { REPORT_SCHEMA } from '../result.ts'
import { forAudience } from './audience.ts'
import { json } from './json.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'),
) as Schema
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
const validate = ajv.compile(schema)

interface Schema {
  [keyword: string]: unknown
  description?: string
  properties?: Record<string, Schema>
  items?: Schema
  $defs?: Record<string, Schema>
}

describe('json', () => {
  test.for(['student', 'instructor'] as const)(
    'writes what the schema describes, and loses nothing, for a %s',
    (audience) => {
      fc.assert(
        fc.property(
          fc.oneof(hostileReport, fc.constantFrom(everyStatus, hostileCohort)),
          (report) => {
            const read: unknown = JSON.parse(json(report, { audience, colors: false }))
            expect(validate(read), ajv.errorsText(validate.errors)).toBe(true)
            expect(read).toEqual(forAudience(report, audience))
          },
        ),
        { numRuns: 50 },
      )
    },
  )
})

describe('report.schema.json', () => {
  test('has the version that reports carry', () => {
    expect(schema.properties?.['schema']?.['const']).toBe(REPORT_SCHEMA)
    expect(schema['$id']).toBe(`urn:${REPORT_SCHEMA.replaceAll('/', ':')}`)
  })

  test('describes every field', () => {
    expect(fieldsOf(schema).filter(([, { description }]) => !description)).toEqual([])
  })

  test('knows exactly the fields that a report with every field has', () => {
    const known = new Set(fieldsOf(schema).map(([name]) => name))
    const seen = new Set<string>()
    JSON.stringify(everyStatus, (name: string, value: unknown) => {
      if (name !== '' && !/^\d+$/.test(name)) seen.add(name)
      return value
    })
    expect([...seen].toSorted()).toEqual([...known].toSorted())
  })

  test.for([
    ['points of an ungraded exercise', { status: 'ungraded', points: 0 }],
    ['unknown points of a completed exercise', { status: 'completed', points: null }],
    ['a status nobody knows', { status: 'excused' }],
    ['a field nobody knows', { bonus: 1 }],
  ] as const)('refuses %s', ([, wrong]) => {
    const [first] = everyStatus.submissions
    const submissions = [{ ...first, exercises: [{ ...first?.exercises[0], ...wrong }] }]
    expect(validate({ ...everyStatus, submissions })).toBe(false)
  })
})

function fieldsOf(part: Schema): [name: string, field: Schema][] {
  const fields = Object.entries(part.properties ?? {})
  const below = [
    ...fields.map(([, field]) => field),
    ...Object.values(part.$defs ?? {}),
    ...(part.items === undefined ? [] : [part.items]),
  ]
  return [...fields, ...below.flatMap(fieldsOf)]
}
