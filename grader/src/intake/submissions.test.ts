import { symlinkSync } from 'node:fs'

import { expect, test } from 'vitest'

import { claimUsername, course, queryByGuid } from './fixture/test-course.ts'
import { testFolder } from './fixture/test-folder.ts'
import { listSubmissions } from './submissions.ts'

test('takes a folder with the course’s folders for a submission', () => {
  using folder = testFolder({ [`ada/${claimUsername}`]: '', 'ada/README.md': '' })
  expect(listSubmissions([folder.at('ada')], course)).toEqual([
    { path: folder.at('ada'), name: 'ada' },
  ])
})

test('takes a section’s folder, an exercise’s folder and loose files for submissions', () => {
  using folder = testFolder({ [`grace/${queryByGuid}`]: '', 'edsger/copy-report.js': '' })
  const section = folder.at('grace/modules/3.9-dynamodb')
  const paths = [section, `${section}/exercises/1-query-by-guid`, folder.at('edsger')]
  expect(listSubmissions(paths, course).map(({ path }) => path)).toEqual(paths)
})

test('takes an archive and a file for a submission each', () => {
  using folder = testFolder({ 'ada.zip': '', 'query-by-guid.ts': '' })
  const paths = [folder.at('ada.zip'), folder.at('query-by-guid.ts')]
  expect(names(paths)).toEqual(['ada.zip', 'query-by-guid.ts'])
})

test('takes any other folder for a cohort, in natural order', () => {
  using folder = testFolder({
    [`student-10/${claimUsername}`]: '',
    'student-9.zip': '',
    'student-1.tar.gz': '',
    'student-2.rar': '',
    'student-3/empty.md': '',
  })
  expect(names([folder.path])).toEqual([
    'student-1.tar.gz',
    'student-2.rar',
    'student-3',
    'student-9.zip',
    'student-10',
  ])
})

test('passes over what is hidden and what instructors keep beside submissions', () => {
  using folder = testFolder({
    '.DS_Store': '',
    '__MACOSX/._ada.zip': '',
    '.git/HEAD': '',
    'roster.csv': '',
    'notes.md': '',
    'ada.zip': '',
  })
  expect(names([folder.path])).toEqual(['ada.zip'])
})

test('lists a link in a cohort as it is, so that it is refused when it is read', () => {
  using folder = testFolder({ 'ada/notes.md': '' })
  symlinkSync('ada', folder.at('grace'))
  expect(listSubmissions([folder.path], course).map(({ path }) => path)).toEqual([
    folder.at('ada'),
    folder.at('grace'),
  ])
})

test('follows a link that the operator names, and keeps its name', () => {
  using folder = testFolder({ [`2026-11/ada/${claimUsername}`]: '', '2026-11/ada.zip': '' })
  symlinkSync('2026-11', folder.at('latest'))
  symlinkSync('2026-11/ada.zip', folder.at('newest.zip'))
  expect(listSubmissions([folder.at('latest/ada'), folder.at('newest.zip')], course)).toEqual([
    { path: folder.at('2026-11/ada'), name: 'ada' },
    { path: folder.at('2026-11/ada.zip'), name: 'newest.zip' },
  ])
})

test('tells submissions of the same name apart, by as little as it takes', () => {
  using folder = testFolder({
    'week-1/ada.zip': '',
    'week-1/grace.zip': '',
    'week-2/ada.zip': '',
    'late/week-2/Ada.zip': '',
  })
  const cohorts = ['week-1', 'week-2', 'late/week-2'].map(folder.at)
  expect(names(cohorts)).toEqual([
    'week-1/ada.zip',
    'grace.zip',
    expect.stringMatching(/^.+\/week-2\/ada\.zip$/),
    'late/week-2/Ada.zip',
  ])
})

test('lists a submission once that is given twice', () => {
  using folder = testFolder({ 'cohort/ada.zip': '' })
  expect(names([folder.at('cohort'), folder.at('cohort/ada.zip')])).toEqual(['ada.zip'])
})

test('takes folders among several for submissions where a cohort of one or none would be', () => {
  using folder = testFolder({
    [`ada/${claimUsername}`]: '',
    [`grace/course-main/${claimUsername}`]: '',
    [`edsger/course-main/${claimUsername}`]: '',
    'roster.csv': '',
    'vera/NOTES.md': '',
    'week-2/linus.zip': '',
  })
  // As a shell passes on `*`.
  const all = ['ada', 'edsger', 'grace', 'roster.csv', 'vera', 'week-2']
  expect(names(all.map(folder.at))).toEqual(['ada', 'edsger', 'grace', 'vera', 'linus.zip'])
  expect(names([folder.at('grace')])).toEqual(['course-main'])
})

test('blames the operator for a path that does not exist, and for an empty cohort', () => {
  using folder = testFolder({ 'roster.csv': '' })
  expect(() => names([folder.at('grace')])).toThrow(/^Cannot find the submission ".*grace"$/)
  expect(() => names([folder.path])).toThrow('Cannot find a submission in')
  const roster = folder.at('roster.csv')
  expect(() => names([roster, roster])).toThrow('Cannot find a submission in')
})

function names(paths: string[]): string[] {
  return listSubmissions(paths, course).map(({ name }) => name)
}
