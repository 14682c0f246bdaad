import { describe, expect, test } from 'vitest'

import type { GraderError } from '../grader-error.ts'
import { readRoster } from './roster.ts'

test('reads all columns, in any order', () => {
  const { rows } = readRoster(
    'group,id,email,name,submission,github_username\nA,s1,ada@example.org,"Lovelace, Ada",ada.zip,ada-l\n',
  )
  expect(rows).toEqual([
    {
      identity: {
        id: 's1',
        name: 'Lovelace, Ada',
        email: 'ada@example.org',
        githubUsername: 'ada-l',
        group: 'A',
      },
      submission: 'ada.zip',
      line: 2,
    },
  ])
})

test('leaves out what a row does not say', () => {
  const { rows } = readRoster('id,name,email\ns1,,\n')
  expect(rows).toEqual([{ identity: { id: 's1' }, line: 2 }])
})

test('reads the roster of GitHub Classroom', () => {
  const csv =
    '"identifier","github_username","github_id","name"\n"s1","ada-l","17","Ada"\n"s2","","",""'
  expect(readRoster(csv).rows.map(({ identity }) => identity)).toEqual([
    { id: 's1', githubUsername: 'ada-l', name: 'Ada' },
    { id: 's2' },
  ])
})

test('reads a roster_identifier', () => {
  const csv = 'assignment_name,github_username,roster_identifier\nstorage,ada-l,s1\n'
  expect(readRoster(csv).rows[0]!.identity).toEqual({ id: 's1', githubUsername: 'ada-l' })
})

test('reads the roster of Classroom 50', () => {
  const csv =
    'username,first_name,last_name,email,section,github_id\nada-l,Ada,Lovelace,ada@example.org,B,17\n'
  expect(readRoster(csv).rows[0]!.identity).toEqual({
    id: 'ada-l',
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    githubUsername: 'ada-l',
    group: 'B',
  })
})

test('takes the first column that says something where several mean the same', () => {
  const { rows } = readRoster(
    'identifier,id,email\nold,,x@example.org\nold-2,new-2,y@example.org\n',
  )
  expect(rows.map(({ identity }) => identity.id)).toEqual(['old', 'new-2'])
})

test('reads what spreadsheets write: a byte order mark, semicolons, empty rows', () => {
  const csv = '\uFEFFID;GitHub Username;Name\r\ns1;ada-l;Lovelace, Ada\r\n;;\r\n\r\n'
  expect(readRoster(csv).rows.map(({ identity }) => identity)).toEqual([
    { id: 's1', githubUsername: 'ada-l', name: 'Lovelace, Ada' },
  ])
})

test('numbers the submissions of a student who has several', () => {
  const { rows } = readRoster('id,submission\ns1,draft.zip\ns2,grace.zip\ns1,final.zip\n')
  expect(rows.map(({ submission, attempt }) => [submission, attempt])).toEqual([
    ['draft.zip', '1'],
    ['grace.zip', undefined],
    ['final.zip', '2'],
  ])
})

describe('refuses', () => {
  test.each([
    ['an empty file', '', 'it is empty', 'header row'],
    ['a header without students', 'nickname,size\nada,1', 'no column identifies', 'Name a column'],
    ['a column that stands twice', 'id,name,ID\n', 'two columns are named "id"', 'Rename'],
    ['a row of another width', 'id,name\ns1,Ada\ns2', 'line 3: it has 1 fields', 'Quote'],
    ['a row without a student', 'id,name\n,Ada', 'line 2: it identifies no', 'Fill in the id'],
    ['an open quote', 'id,name\ns1,"Ada', 'at line', 'Save it as CSV'],
    ['a repeated row', 'id\ns1\ns2\ns1', 'lines 2, 4 repeat "s1"', 'Remove the repeated'],
    ['one id for two', 'id,name\ns1,Ada\ns1,Grace', 'lines 2 and 3 say different', 'of their own'],
    ['a submission of two', 'id,submission\ns1,a\ns2,a', 'lines 2 and 3 give "a" to two', 'one'],
    ['a submission named twice', 'id,submission\ns1,a\ns1,a', 'lines 2, 3 repeat', 'different'],
  ])('%s', (_, csv, message, fix) => {
    const error = mistakeIn(csv)
    expect(error.name).toBe('GraderError')
    expect(error.message).toContain(message)
    expect(error.fix).toContain(fix)
  })
})

function mistakeIn(csv: string): GraderError {
  try {
    readRoster(csv)
  } catch (error) {
    return error as GraderError
  }
  throw new Error('The roster was accepted')
}
