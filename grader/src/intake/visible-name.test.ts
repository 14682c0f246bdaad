import { describe, expect, test } from 'vitest'

import { hasInvisible, quote, visibleName } from './visible-name.ts'

describe('visibleName', () => {
  test('leaves letters of any script as they are', () => {
    expect(visibleName('Größe-報告.ts')).toBe('Größe-報告.ts')
  })

  test('shows control, bidirectional and zero-width characters by their numbers', () => {
    expect(visibleName('a\u001b[31m')).toBe('a\\u001b[31m')
    expect(visibleName('ts.\u202Eexe')).toBe('ts.\\u{202e}exe')
    expect(visibleName('ad\u200Ba\u2028')).toBe('ad\\u{200b}a\\u{2028}')
  })
})

describe('quote', () => {
  test('cuts what is longer than 80 characters, and says so', () => {
    const quoted = quote('n'.repeat(200))
    expect(quoted).toHaveLength(80)
    expect(quoted.endsWith('n…"')).toBe(true)
  })

  test('keeps quotes in a name apart from the quotes around it', () => {
    expect(quote('a"b')).toBe('"a\\"b"')
  })
})

test('finds characters that a reader cannot see', () => {
  expect(hasInvisible('copy-report.ts')).toBe(false)
  expect(hasInvisible('copy\u3164report.ts')).toBe(true)
  expect(hasInvisible('copy\u00ADreport.ts')).toBe(true)
})
