import { expect, test } from 'vitest'
import { matchIdentity } from '../intake/match-identity.ts'
import { readRoster } from '../intake/roster.ts'
import { rosterNotes } from './roster-notes.ts'

const roster = readRoster('id,name\ns1,Ada\ns2,Grace\ns3,\n')

test('names submissions that are nobody’s, and students without one', () => {
  expect(notes(['s1', 'gracie', 'edsger'])).toBe(
    'Not on the roster: gracie, edsger\nOn the roster, without a submission: Grace, s3\n',
  )
})

test('says nothing where everybody handed in', () => {
  expect(notes(['s1', 's2', 's3.zip'])).toBe('')
})

test('says nothing of others where one submission is graded', () => {
  expect(notes(['s1'])).toBe('')
  expect(notes(['linus'])).toBe('Not on the roster: linus\n')
})

test('counts what does not fit into a line', () => {
  const many = ['s1', 's2', 's3', ...Array.from({ length: 7 }, (_, at) => `x${at}`)]
  expect(notes(many)).toBe('Not on the roster: x0, x1, x2, x3, x4 and 2 more\n')
})

function notes(names: string[]): string {
  const sources = names.map((name) => ({ path: `/${name}`, name }))
  return rosterNotes(roster, {
    sources,
    matches: names.map((name) => matchIdentity(name, roster)),
  })
}
