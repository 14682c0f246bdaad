import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileText } from '../../test/reports/arbitrary-report.ts'
import { printable, printableLines } from './printable.ts'

describe('printable', () => {
  test.for([
    ['a colour', '\u001B[1;31mAda\u001B[0m', 'Ada'],
    ['an 8-bit control sequence', '\u009B2JAda', 'Ada'],
    ['a link', '\u001B]8;;https://evil.example\u0007Ada\u001B]8;;\u001B\\', 'Ada'],
    ['a device control string', '\u001BPq#0;2;0\u001B\\Ada', 'Ada'],
    ['the start of an unterminated sequence', '\u001B]0;Ada', '0;Ada'],
    ['a right-to-left override', 'exe\u202Egnp', 'exegnp'],
    ['zero-width characters', 'A\u200Bd\u2060a\uFEFF', 'Ada'],
    ['tag characters', 'Ada\u{E0041}\u{E007F}', 'Ada'],
  ] as const)('removes %s', ([, text, shown]) => {
    expect(printable(text)).toBe(shown)
  })

  test('turns line breaks and tabs into spaces', () => {
    expect(printable('a\tb\nc\rd\u2028e\u0085f')).toBe('a b c d e f')
  })

  test('shows that a control character, a lone surrogate or a noncharacter was there', () => {
    expect(printable('a\u0000b\u0007c\uD800d\uDC00e\uFFFEf\u009Fg')).toBe('a�b�c�d�e�f�g')
  })

  test('does not put a sequence together from the pieces it leaves', () => {
    expect(printable('\u001B\u200B[31mAda')).toBe('�[31mAda')
    expect(printable('##\u200B[error]')).toBe('## [error]')
    expect(printable('\u200B:\u200B:error::')).toBe(': :error::')
  })

  test('breaks what the runner of GitHub reads as a command', () => {
    expect(printable('  ::error::x')).toBe('  : :error::x')
    expect(printable('ok ##[add-mask]x')).toBe('ok ## [add-mask]x')
  })

  test('leaves names of the world alone', () => {
    for (const name of ['Zoë Ångström', '王小明', 'محمد', 'Łukasz O’Neill', 'Ada 🦊']) {
      expect(printable(name)).toBe(name)
    }
  })

  test('cuts long text with an ellipsis and never halves a character', () => {
    expect(printable('abcdef', 5)).toBe('abcd…')
    expect(printable('abcde', 5)).toBe('abcde')
    expect(printable('abc🦊e', 5)).toBe('abc…')
  })

  test('is one line of harmless characters within its limit, whatever it is given', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, max) => {
        const shown = printable(text, max)
        expect(shown.length).toBeLessThanOrEqual(max)
        expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u)
        expect(shown).not.toMatch(/^\s*::|##\[/)
        expect(printable(shown, max)).toBe(shown)
      }),
    )
  })

  test('gets through a million unterminated sequences', () => {
    expect(printable('\u001B]'.repeat(1_000_000), 10)).toBe('')
    expect(printable('\u009D'.repeat(1_000_000), 3)).toBe('��…')
    expect(printable('\u001B[0'.repeat(1_000_000), 3)).toMatch(/…$/)
  })
})

describe('printableLines', () => {
  test('keeps lines apart and makes each printable', () => {
    expect(printableLines('at a\r\n  at \u001B[1mb\n::error::c')).toEqual([
      'at a',
      '  at b',
      ': :error::c',
    ])
  })

  test('shows that lines are missing', () => {
    expect(printableLines('1\n2\n3', { lines: 2 })).toEqual(['1', '2', '…'])
    expect(printableLines('1\n2', { lines: 2 })).toEqual(['1', '2'])
  })
})
