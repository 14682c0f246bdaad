import { expect, test } from 'vitest'
import { isAnswer, isWish } from './answer-shape.ts'

const column = { name: 'x', type: 'varchar', hiveType: 'string', precision: 1, scale: 0 }
const done = { status: 'done', columns: [column], rows: [['a'], [null]], bytesScanned: 3 }

test('answers are told by their shape', () => {
  expect(isAnswer(done)).toBe(true)
  expect(isAnswer({ ...done, files: [{ values: ['Lima'], content: 'UEFS', rows: 1 }] })).toBe(true)
  expect(isAnswer({ status: 'failed', reason: 'no', kind: 'query', bytesScanned: 0 })).toBe(true)
  expect(isWish({ status: 'wanted', files: [[0, 1, 2]] })).toBe(true)
})

test('an answer has no more files than a statement writes', () => {
  const files = (count: number) =>
    Array.from({ length: count }, () => ({ values: ['Lima'], content: '', rows: 1 }))
  expect(isAnswer({ ...done, files: files(100) })).toBe(true)
  expect(isAnswer({ ...done, files: files(101) })).toBe(false)
})

test.each([
  null,
  'done',
  {},
  { ...done, rows: [[{ toString: 'x' }]] },
  { ...done, rows: ['a'] },
  { ...done, rows: { length: 1 } },
  { ...done, columns: [{ ...column, name: 1 }] },
  { ...done, columns: [null] },
  { ...done, bytesScanned: -1 },
  { ...done, bytesScanned: '3' },
  { ...done, files: [{ values: [1], content: 'UEFS', rows: 1 }] },
  { ...done, files: [{ values: [], content: {}, rows: 1 }] },
  { status: 'failed', reason: {}, kind: 'query', bytesScanned: 0 },
  { status: 'failed', reason: 'x', kind: 'other', bytesScanned: 0 },
  { status: 'wanted', files: [[0, 1]] },
  { status: 'wanted', files: [['__proto__', 0, 0]] },
])('%j is neither an answer nor a wish', (told) => {
  expect([isAnswer(told), isWish(told)]).toEqual([false, false])
})
