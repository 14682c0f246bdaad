import { globSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { fairCourse, GREET } from './fair-course.ts'
import { TemporaryCourse } from './temporary-course.ts'

const WAVE = 'modules/9.4-fair/exercises/2-wave-back'

// Each test starts the real program, some of them several times.
vi.setConfig({ testTimeout: 120_000 })

describe('grader new', () => {
  test('starts an exercise that is red as long as something of it is not written', async () => {
    using course = new TemporaryCourse({ files: fairCourse })
    const created = await course.run(['new', '9.4.2', 'wave-back'])
    expect([created.code, created.stderr]).toEqual([0, ''])
    expect(created.stdout).toMatch(new RegExp(`^${WAVE}: 10 files\\n`))
    expect(created.stdout).toContain('grader verify --only 9.4.2\n')
    expect(created.stdout).toContain('list 9.4.2 in modules/9.4-fair/README.md')

    const red = await course.run(['verify', '--only', '9.4.2'])
    expect(red.code, red.stderr).toBe(5)
    const [heading, ...lines] = red.stdout.trimEnd().split('\n')
    expect(heading).toBe('✗ 9.4.2  0 runs of candidates')
    expect(lines.splice(-2)).toEqual([
      expect.stringContaining('verified 1 exercises'),
      `verify: 0 passed, ${lines.length / 2} failed`,
    ])
    const places = lines.filter((_, position) => position % 2 === 0)
    const fixes = lines.filter((_, position) => position % 2 === 1)
    expect([...new Set(places.map((line) => line.replace(/:\d+ /, ' ')))]).toEqual(
      [
        'README.md',
        'wave-back.ts',
        'wave-back.test.ts',
        'grading/exercise.ts',
        'grading/checks.test.ts',
        'grading/solution.ts',
        'grading/alternatives/another-way.ts',
        'grading/mutants/first-mistake.ts',
        'grading/mutants/second-mistake.ts',
        'grading/mutants/third-mistake.ts',
      ].map((file) => `    ${WAVE}/${file} is not written yet`),
    )
    for (const fix of fixes) expect(fix).toMatch(/^ {6}[A-Z].{8}/)
  })

  test('starts an exercise that is green when all of it is written', async () => {
    using course = new TemporaryCourse({ files: fairCourse })
    await course.run(['new', '9.4.2', 'wave-back'])
    for (const [file, text] of Object.entries(fairCourse)) {
      if (!file.startsWith(GREET)) continue
      const place = file.replace(GREET, WAVE).replace('/greet.', '/wave-back.')
      course.write(place, text.replaceAll('greet.ts', 'wave-back.ts'))
    }
    for (const name of ['another-way', 'first-mistake', 'second-mistake', 'third-mistake']) {
      const [placeholder] = globSync(`${WAVE}/grading/*/${name}.ts`, { cwd: course.root })
      rmSync(course.at(placeholder!))
    }
    const { code, stdout } = await course.run(['verify', '--only', '9.4.2'])
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ 9\.4\.2 {2}12 runs/)])

    const section = await course.run(['verify', '--only', '9.4'])
    expect(section.code).toBe(5)
    expect(section.stdout).toContain('modules/9.4-fair is worth 200 points, not 100')
    expect(section.stdout).toContain('modules/9.4-fair/README.md does not list 9.4.2')
  })

  test('changes nothing where it cannot start one', async () => {
    using course = new TemporaryCourse({ files: fairCourse })
    course.write('modules/9.5-away/package.json', '{}')
    symlinkSync('nowhere/exercises', course.at('modules/9.5-away/exercises'))
    const files = () => readdirSync(course.at('modules'), { recursive: true, encoding: 'utf8' })
    const before = files()
    for (const [id, slug, message] of [
      ['9.4', 'wave', '"9.4" cannot be the id of an exercise'],
      ['9.6.1', 'wave', 'There is no section "9.6"'],
      ['9.4.1', 'wave', `9.4.1 is taken by ${GREET}`],
      ['9.4.3', 'wave', '9.4.3 would leave a gap'],
      ['9.4.2', '../wave', '"../wave" cannot be the slug of an exercise'],
      ['9.4.2', 'greet', `The slug "greet" is taken by ${GREET}`],
      ['9.5.1', 'wave', 'Cannot write "modules/9.5-away/exercises/1-wave": E'],
    ] as const) {
      const { code, stdout, stderr } = await course.run(['new', id, slug])
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/^.+\n[A-Z].{8,}\n$/)
      expect(stderr.slice(0, message.length)).toBe(message)
      expect(files()).toEqual(before)
    }
  })
})
