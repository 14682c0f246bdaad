import { describe, expect, test } from 'vitest'
import { replaced } from './replacement.ts'

const TEXT = ['function total(n: number) {', '  return (n + 1) * 2', '}', ''].join('\n')

describe('replaced', () => {
  test('changes the text at the place, and nothing else', () => {
    const { text, at, line, becomes } = replaced(TEXT, {
      start: { line: 1, column: 10 },
      end: { line: 1, column: 15 },
      code: 'n - 1',
      needsParentheses: false,
    })
    expect(text).toBe(TEXT.replace('n + 1', 'n - 1'))
    expect({ at, line, becomes }).toEqual({
      at: 2,
      line: 'return (n + 1) * 2',
      becomes: 'return (n - 1) * 2',
    })
  })

  test('shows what became of several lines in one', () => {
    const { text, line, becomes } = replaced(TEXT, {
      start: { line: 0, column: 26 },
      end: { line: 2, column: 1 },
      code: '{}',
      needsParentheses: false,
    })
    expect(text).toBe('function total(n: number) {}\n')
    expect({ line, becomes }).toEqual({
      line: 'function total(n: number) {',
      becomes: 'function total(n: number) {}',
    })
  })

  test('keeps an expression together where its operator binds less tightly', () => {
    const { becomes } = replaced('const isOver = a && b && c', {
      start: { line: 0, column: 15 },
      end: { line: 0, column: 21 },
      code: 'a || b',
      needsParentheses: true,
    })
    expect(becomes).toBe('const isOver = (a || b) && c')
  })

  test('begins no statement with a bracket that would go on with the line above', () => {
    const { becomes } = replaced('const n = count\n!n && start()', {
      start: { line: 1, column: 0 },
      end: { line: 1, column: 2 },
      code: 'n',
      needsParentheses: true,
    })
    expect(becomes).toBe('n && start()')
  })
})
