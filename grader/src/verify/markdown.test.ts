import { expect, test } from 'vitest'
import { codeBlocks, proseLines } from './markdown.ts'

test('finds blocks of code with their language and line', () => {
  const text = '# A\n\n```ts\nconst a = 1\n```\n\n```\n\n```\n'
  expect(codeBlocks(text)).toEqual([
    { language: 'ts', line: 3, content: 'const a = 1' },
    { language: '', line: 7, content: '' },
  ])
})

test('takes a shorter fence within a longer one for content', () => {
  const [block, ...others] = codeBlocks('````md\n```mermaid\nnothing\n```\n````\n')
  expect(block).toEqual({ language: 'md', line: 1, content: '```mermaid\nnothing\n```' })
  expect(others).toEqual([])
})

test('leaves prose where it is, and nothing of code', () => {
  expect(proseLines('a `code` b\n```\n[x](y)\n```\nc')).toEqual(['a `` b', '', '', '', 'c'])
})
