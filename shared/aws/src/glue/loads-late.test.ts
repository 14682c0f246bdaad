import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { glue } from './service.ts'

test('parsers that most worlds never need are not loaded with Glue', () => {
  const { cache } = createRequire(import.meta.url)
  const loaded = Object.keys(cache).filter((file) => /[\\/](?:saxes|protobufjs)[\\/]/.test(file))
  expect(glue.name).toBe('Glue')
  expect(loaded).toEqual([])
})
