import { describe, expect, test } from 'vitest'
import { findNamespace } from './namespaces.ts'

describe('findNamespace', () => {
  test.each([
    ['namespace Rows { export const size = 7 }', '1:1'],
    ['const a = 1\nexport namespace Rows.Pages { export function read() {} }', '2:8'],
    ['module Rows { export const size = 7 }', '1:1'],
    ['declare namespace Rows { const size: 7 }\nnamespace Pages { export const size = 7 }', '2:1'],
    ["declare module 'rows'\nnamespace Pages { export const size = 7 }", '2:1'],
    ['declare namespace Rows { type A = `${string}}` }\nnamespace Pages { let a = 1 }', '2:1'],
  ])('finds the one in %j', (source, at) => {
    expect(findNamespace(source)).toBe(at)
  })

  test.each([
    'const rows = { namespace: 1, module: 2 }\nrows.namespace',
    'const namespace = 1\nnamespace\n{ }',
    '// namespace Rows {\nconst text = "namespace Rows { }"; const other = `module A { }`',
    'declare namespace Rows { const size: 7; namespace Pages { const size: 7 } }',
    "declare module 'rows' { namespace Pages { const size: 7 } }",
    'declare global { namespace Rows { const size: 7 } }\nexport {}',
    'interface Package { module: string; namespace: { name: string } }',
    'type module = { a: 1 }\nlet one: module\nlet two: { a: 1 }',
    'class Package { declare module: string; namespace = 1 }',
    'const rows = 7',
  ])('finds none in %j', (source) => {
    expect(findNamespace(source)).toBeUndefined()
  })
})
