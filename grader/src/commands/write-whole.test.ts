import { chmodSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { testFolder } from '../intake/fixture/test-folder.ts'
import { tryToWrite, writeWhole } from './write-whole.ts'

describe('writeWhole', () => {
  test('writes a file and leaves nothing else', () => {
    using folder = testFolder()
    writeWhole(folder.at('grades.csv'), 'id,points\n')
    expect(readFileSync(folder.at('grades.csv'), 'utf8')).toBe('id,points\n')
    expect(readdirSync(folder.path)).toEqual(['grades.csv'])
  })

  test('puts a new file in the place of the old one, with its permissions', () => {
    using folder = testFolder({ 'grades.csv': 'of last week' })
    chmodSync(folder.at('grades.csv'), 0o600)
    linkSync(folder.at('grades.csv'), folder.at('kept.csv'))
    writeWhole(folder.at('grades.csv'), 'of today')
    expect(readFileSync(folder.at('grades.csv'), 'utf8')).toBe('of today')
    expect(readFileSync(folder.at('kept.csv'), 'utf8')).toBe('of last week')
    expect(statSync(folder.at('grades.csv')).mode & 0o777).toBe(0o600)
  })

  test('writes where a link leads', () => {
    using folder = testFolder({ 'today.csv': 'old' })
    symlinkSync('today.csv', folder.at('latest.csv'))
    writeWhole(folder.at('latest.csv'), 'new')
    expect(readFileSync(folder.at('today.csv'), 'utf8')).toBe('new')
    expect(readdirSync(folder.path)).toEqual(['latest.csv', 'today.csv'])
  })

  test.skipIf(process.platform === 'win32')('writes to what is no ordinary file', () => {
    expect(() => writeWhole('/dev/null', 'id,points\n')).not.toThrow()
  })

  test('throws for a folder that is not there', () => {
    using folder = testFolder()
    expect(() => writeWhole(folder.at('reports/grades.csv'), '')).toThrow(/ENOENT/)
  })
})

describe('tryToWrite', () => {
  test('changes nothing', () => {
    using folder = testFolder({ 'grades.csv': 'of last week' })
    tryToWrite(folder.at('grades.csv'))
    tryToWrite(folder.at('new.csv'))
    expect(readdirSync(folder.path)).toEqual(['grades.csv'])
    expect(readFileSync(folder.at('grades.csv'), 'utf8')).toBe('of last week')
  })

  test.each(['.', 'not/there.csv', 'grades.csv/below.csv'])('throws for "%s"', (file) => {
    using folder = testFolder({ 'grades.csv': 'of last week' })
    expect(() => tryToWrite(folder.at(file))).toThrow(/E[A-Z]+/)
  })
})
