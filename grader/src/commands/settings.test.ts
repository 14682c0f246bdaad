import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { testFolder } from '../intake/fixture/test-folder.ts'
import type { Values } from './run-command.ts'
import { cacheOf, deadlineOf, jobsOf, minTierOf, oneOf, seedOf, wholeNumber } from './settings.ts'

describe('wholeNumber', () => {
  test.each([
    ['jobs', '1', 1],
    ['deadline', '86400', 86_400],
    ['seed', '0', 0],
    ['seed', '4294967295', 4_294_967_295],
    ['fail-under', '100', 100],
  ] as const)('reads --%s %s', (option, text, number) => {
    expect(wholeNumber(given({ [option]: text }), option)).toBe(number)
  })

  test.each([
    ['jobs', '0'],
    ['jobs', '-1'],
    ['jobs', '2.5'],
    ['jobs', ''],
    ['jobs', 'many'],
    ['deadline', '0'],
    ['deadline', '1e3'],
    ['seed', '4294967296'],
    ['seed', '0x10'],
    ['fail-under', '101'],
    ['fail-under', '50%'],
  ] as const)('refuses --%s "%s"', (option, text) => {
    expect(() => wholeNumber(given({ [option]: text }), option)).toThrow(
      expect.objectContaining({
        name: 'GraderError',
        message: `--${option} cannot be "${text}"`,
        fix: expect.stringMatching(/^Give a whole number from \d+ to \d+, as in --/),
      }),
    )
  })
})

test('jobsOf is the number of cores where nothing is said', () => {
  expect(jobsOf(given({}))).toBeGreaterThan(0)
  expect(jobsOf(given({ jobs: '3' }))).toBe(3)
})

test('deadlineOf gives milliseconds', () => {
  expect(deadlineOf(given({ deadline: '60' }))).toBe(60_000)
})

describe('seedOf', () => {
  test('draws a seed once for a checkout', () => {
    using folder = testFolder()
    const world = { courseRoot: folder.path }
    const seed = seedOf(given({}), world)
    expect(readFileSync(`${cacheOf(world)}/seed`, 'utf8')).toBe(`${seed}\n`)
    expect(seedOf(given({}), world)).toBe(seed)
  })

  test('takes the seed that is given, and does not keep it', () => {
    using folder = testFolder({ '.cache/seed': '42\n' })
    const world = { courseRoot: folder.path }
    expect(seedOf(given({ seed: '7' }), world)).toBe(7)
    expect(seedOf(given({}), world)).toBe(42)
  })

  test.each(['', 'not a number', '-5'])('draws anew where "%s" is kept', (text) => {
    using folder = testFolder({ '.cache/seed': text })
    const world = { courseRoot: folder.path }
    const seed = seedOf(given({}), world)
    expect(seedOf(given({}), world)).toBe(seed)
    expect(readFileSync(folder.at('.cache/seed'), 'utf8')).toBe(`${seed}\n`)
  })

  test('draws a seed where nothing can be kept', () => {
    using folder = testFolder({ '.cache': 'a file in the place of the folder' })
    expect(seedOf(given({}), { courseRoot: folder.path })).toBeGreaterThanOrEqual(0)
  })
})

test('oneOf names the words there are', () => {
  expect(oneOf('audience', 'student', ['student', 'instructor'])).toBe('student')
  expect(() => oneOf('audience', 'teacher', ['student', 'instructor'])).toThrow(
    expect.objectContaining({
      message: '--audience cannot be "teacher"',
      fix: 'Use one of: student, instructor',
    }),
  )
})

test('minTierOf refuses a tier that does not exist', () => {
  expect(minTierOf(given({}))).toBeUndefined()
  expect(minTierOf(given({ 'min-tier': 'partial' }))).toBe('partial')
  expect(() => minTierOf(given({ 'min-tier': 'best' }))).toThrow('--min-tier cannot be "best"')
})

function given(values: Partial<Record<string, string>>): Values {
  return values as unknown as Values
}
