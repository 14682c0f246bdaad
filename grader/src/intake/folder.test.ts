import { closeSync, readFileSync, renameSync, symlinkSync } from 'node:fs'

import { expect, test } from 'vitest'

import { testFolder } from './fixture/test-folder.ts'
import { openFolder } from './folder.ts'
import type { Folder } from './folder.ts'

test('never reaches what lies behind a folder swapped for a link after it was entered', () => {
  using folder = testFolder({ 'lib/key.ts': 'mine', 'secret/key.ts': 'a neighbour’s' })
  const root = openFolder(folder.path)
  const lib = root.enter('lib')
  renameSync(folder.at('lib'), folder.at('moved'))
  symlinkSync('secret', folder.at('lib'))
  expect(textOrRefusal(lib, 'key.ts')).not.toBe('a neighbour’s')
  lib.close()
  root.close()
})

test('refuses a folder swapped after it was entered, where there is no /proc', () => {
  using folder = testFolder({ 'lib/deep/key.ts': 'mine', 'secret/deep/key.ts': 'a neighbour’s' })
  const deep = openFolder(folder.path, false).enter('lib').enter('deep')
  renameSync(folder.at('lib'), folder.at('moved'))
  renameSync(folder.at('secret'), folder.at('lib'))
  const changed = 'changed while it was being read'
  expect(textOrRefusal(deep, 'key.ts')).toBe(changed)
  expect(() => deep.names(10)).toThrow(changed)
  expect(() => deep.stat('key.ts')).toThrow(changed)
})

test('stops after one name more than the limit', () => {
  using folder = testFolder({ '1.ts': '', '2.ts': '', '3.ts': '', '4.ts': '' })
  const root = openFolder(folder.path)
  expect(root.names(2)).toHaveLength(3)
  root.close()
})

function textOrRefusal(folder: Folder, name: string): string {
  try {
    const descriptor = folder.open(name)
    const text = readFileSync(descriptor, 'utf8')
    closeSync(descriptor)
    return text
  } catch (error) {
    return (error as Error).message
  }
}
