import { describe, expect, test } from 'vitest'

import { matchIdentity } from './match-identity.ts'
import { readRoster } from './roster.ts'

const roster = readRoster(`id,name,email,github_username,submission
s1,Ada Lovelace,ada@example.org,ada-l,
s2,Grace Hopper,grace@example.org,hopper,
s3,Edsger Dijkstra,edsger@example.org,EWD,week-1/dijkstra
s4,Barbara Liskov,barbara@example.org,liskov,clu.zip
s5,Mary Ann,,mary-ann,
s6,Ann,,ann,
s7,Twice,,twice,draft.zip
s7,Twice,,twice,final.zip
`)

describe('matchIdentity', () => {
  test.each([
    ['s1', 's1'],
    ['S1', 's1'],
    ['ada-l', 's1'],
    ['ADA-L.zip', 's1'],
    ['ada@example.org', 's1'],
    ['Grace Hopper.tar.gz', 's2'],
    ['week-2/hopper', 's2'],
    ['storage-hopper', 's2'],
    ['storage-workshop-ewd', 's3'],
    ['week-1/dijkstra', 's3'],
    ['clu.zip', 's4'],
    ['clu', 's4'],
    ['CLU.ZIP', 's4'],
  ])('finds the student of %j', (name, id) => {
    expect(matchIdentity(name, roster)?.identity.id).toBe(id)
  })

  test.each([['nobody'], ['hopper2'], ['hopper-storage'], ['@'], ['@2'], ['s1@'], ['']])(
    'finds nobody for %j',
    (name) => {
      expect(matchIdentity(name, roster)).toBeUndefined()
    },
  )

  test.each([
    ['s1@2', 's1', '2'],
    ['hopper@late.zip', 's2', 'late'],
    ['storage-hopper@3', 's2', '3'],
    ['ada@example.org@2', 's1', '2'],
  ])('finds the attempt in %j', (name, id, attempt) => {
    expect(matchIdentity(name, roster)).toMatchObject({ identity: { id }, attempt })
  })

  test('finds the attempt that the roster numbers', () => {
    expect(matchIdentity('draft.zip', roster)).toMatchObject({ attempt: '1' })
    expect(matchIdentity('final', roster)).toMatchObject({ attempt: '2' })
  })

  test('numbers no attempt where the name says only who it is', () => {
    expect(matchIdentity('twice', roster)).toEqual({
      identity: { id: 's7', name: 'Twice', githubUsername: 'twice' },
    })
  })

  test('refuses to choose between two students, and names both', () => {
    expect(() => matchIdentity('storage-mary-ann', roster)).toThrow(
      'Cannot tell whose submission "storage-mary-ann" is: "s5" (line 6) and "s6" (line 7)',
    )
  })

  test('refuses to choose where one student’s id is another’s username', () => {
    const twins = readRoster('id,github_username\nada,countess\ns2,ada\n')
    expect(() => matchIdentity('ada', twins)).toThrow('"ada" (line 2) and "s2" (line 3)')
  })

  test('prefers the spelling that is exact', () => {
    const twins = readRoster('id\nada\nAda\n')
    expect(matchIdentity('Ada', twins)?.identity.id).toBe('Ada')
    expect(() => matchIdentity('ADA', twins)).toThrow('both fit')
  })

  test('tells the attempts apart by their folders, where the roster names these', () => {
    const weekly = readRoster('id,submission\ns1,week-1/ada\ns1,week-2/ada\n')
    expect(matchIdentity('week-2/ada', weekly)?.attempt).toBe('2')
  })

  test('follows the roster’s submission column before everything else', () => {
    const settled = readRoster('id,submission\nada,\ns2,ada\n')
    expect(matchIdentity('ada', settled)?.identity.id).toBe('s2')
  })
})
