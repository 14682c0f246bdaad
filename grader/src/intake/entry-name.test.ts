import { describe, expect, test } from 'vitest'

import { decodeName, isCompanion, isIgnored, looksLikeCode, nameFault } from './entry-name.ts'
import { defaultLimits } from './limits.ts'

describe('nameFault', () => {
  test('accepts names of any script', () => {
    expect(nameFault('größe-2.ts', defaultLimits)).toBeUndefined()
    expect(nameFault('console.ts', defaultLimits)).toBeUndefined()
    expect(nameFault('1-query-by-guid', defaultLimits)).toBeUndefined()
  })

  test.each([
    ['new\nline.ts', 'control or invisible'],
    ['escape\u001b.ts', 'control or invisible'],
    ['turned\u202Est.ts', 'control or invisible'],
    ['zero\u200Bwidth.ts', 'control or invisible'],
    ['lib\\helper.ts', 'backslash'],
    ['C:helper.ts', 'drive letter'],
    ['helper?.ts', 'one of'],
    ['helper.ts.', 'dot or a space'],
    ['helper.ts ', 'dot or a space'],
    ['CON.ts', 'Windows reserves'],
    ['lpt1', 'Windows reserves'],
    ['aux.d.ts', 'Windows reserves'],
  ])('refuses %j', (name, reason) => {
    expect(nameFault(name, defaultLimits)).toContain(reason)
  })

  test('counts a name in bytes', () => {
    expect(nameFault(`${'ö'.repeat(58)}.ts`, defaultLimits)).toBeUndefined()
    expect(nameFault(`${'ö'.repeat(59)}.ts`, defaultLimits)).toContain('more than 120 bytes')
  })
})

test('decodes names from UTF-8 only', () => {
  expect(decodeName(Buffer.from('größe.ts'))).toBe('größe.ts')
  expect(decodeName(Buffer.from('größe.ts', 'latin1'))).toBeUndefined()
})

test('takes for code what somebody could take for code', () => {
  expect(['a.ts', 'a.mjs', 'a.json', 'a.ts.', 'A.TS '].filter(looksLikeCode)).toHaveLength(5)
  expect(['notes.md', 'photo.png', 'ts', 'a.tsx'].filter(looksLikeCode)).toEqual([])
})

test('lets only code accompany an exercise: no tests, declarations or configs', () => {
  const names = ['key.ts', 'key.mts', 'key.js', 'key.mjs', 'key.json', 'testing.ts']
  expect(names.filter(isCompanion)).toEqual(names)
  const others = ['key.test.ts', 'key.spec.js', 'key.d.ts', 'vitest.config.ts', 'tsconfig.json']
  expect([...others, 'package.json', 'README.ts', 'key.tsx'].filter(isCompanion)).toEqual([])
})

test('passes over what is hidden, installed or the grader’s own', () => {
  const names = ['.git', '.DS_Store', 'node_modules', 'grading', 'Grading', '__MACOSX']
  expect(names.filter(isIgnored)).toEqual(names)
  expect(isIgnored('modules')).toBe(false)
})
