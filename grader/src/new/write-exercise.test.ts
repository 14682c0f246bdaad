import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { COURSE_ROOT } from '../course.ts'
import { testFolder } from '../intake/fixture/test-folder.ts'
import { writeExercise } from './write-exercise.ts'

describe('writeExercise', () => {
  test('writes every part of an exercise under its own name', async () => {
    using folder = testFolder()
    const count = await writeExercise(folder.at('exercises/8-claim-badge'), 'claim-badge')
    expect(readdirSync(folder.at('exercises'))).toEqual(['8-claim-badge'])
    const files = globSync(['**/*.ts', '*.md'], { cwd: folder.at('exercises/8-claim-badge') })
    expect(count).toBe(files.length)
    expect(files.toSorted()).toEqual([
      'README.md',
      'claim-badge.test.ts',
      'claim-badge.ts',
      'grading/alternatives/another-way.ts',
      'grading/checks.test.ts',
      'grading/exercise.ts',
      'grading/mutants/first-mistake.ts',
      'grading/mutants/second-mistake.ts',
      'grading/mutants/third-mistake.ts',
      'grading/solution.ts',
    ])
    const texts = files.map((file) =>
      readFileSync(folder.at(`exercises/8-claim-badge/${file}`), 'utf8'),
    )
    expect(texts.join('')).not.toMatch(/do-the-task|doTheTask|Do the task/)
    expect(texts.join('')).toContain('\n# Claim badge\n'.trimStart())
    expect(texts.join('')).toContain("const { claimBadge } = candidate(() => import('../claim-ba")
  })

  test.each(['quorum', 'a-slug-of-greatest-length', 'aslugwithoutanyhyphenatal'])(
    'writes %s as the house formats files',
    async (slug) => {
      using folder = testFolder()
      await writeExercise(folder.at('1-exercise'), slug)
      const oxfmt = path.join(COURSE_ROOT, 'node_modules/.bin/oxfmt')
      const config = path.join(COURSE_ROOT, '.oxfmtrc.json')
      expect(() =>
        execFileSync(oxfmt, ['--check', '--config', config, '.'], { cwd: folder.path }),
      ).not.toThrow()
    },
  )

  test('overwrites nothing, and leaves nothing beside it', async () => {
    using folder = testFolder({ 'exercises/8-wave/README.md': 'Mine' })
    await expect(writeExercise(folder.at('exercises/8-wave'), 'wave')).rejects.toThrow(
      /EMPTY|EXIST/,
    )
    expect(readdirSync(folder.at('exercises'))).toEqual(['8-wave'])
    expect(readdirSync(folder.at('exercises/8-wave'))).toEqual(['README.md'])
  })

  test('leaves nothing of what it could not finish', async () => {
    using folder = testFolder({ 'section/README.md': '# Section' })
    const slug = 'x'.repeat(300)
    await expect(writeExercise(folder.at('section/exercises/1-x'), slug)).rejects.toThrow(/NAMETOO/)
    expect(readdirSync(folder.at('section'))).toEqual(['README.md'])
    expect(existsSync(folder.at('section/exercises'))).toBe(false)
  })
})
