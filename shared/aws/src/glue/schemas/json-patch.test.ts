import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPatch, type PatchOperation } from './json-patch.ts'

test('a patch makes the one document into the other', () => {
  const json = fc.anything({
    key: fc.constantFrom('a', 'b', 'a/b', '~', '~1'),
    values: [fc.integer(), fc.string({ maxLength: 3 }), fc.boolean(), fc.constant(null)],
    maxDepth: 3,
  })
  fc.assert(
    fc.property(json, json, (from, to) => {
      expect(applied(from, jsonPatch(from, to))).toEqual(to)
    }),
  )
})

test('a patch says what was added, removed and replaced, and nothing else', () => {
  const from = { name: 'Ride', fields: [{ name: 'a' }, { name: 'b' }], 'a/b': 1 }
  const to = { name: 'Ride', fields: [{ name: 'c' }, { name: 'b' }, { name: 'd' }], doc: 'New' }
  expect(jsonPatch(from, to)).toEqual([
    { op: 'remove', path: '/a~1b' },
    { op: 'replace', path: '/fields/0/name', value: 'c' },
    { op: 'add', path: '/fields/2', value: { name: 'd' } },
    { op: 'add', path: '/doc', value: 'New' },
  ])
  expect(jsonPatch(from, from)).toEqual([])
})

/** Applies a patch as RFC 6902 has it. */
function applied(document: unknown, patch: PatchOperation[]): unknown {
  const root = { document: structuredClone(document) } as Record<string, unknown>
  for (const { op, path, value } of patch) {
    const keys = ['document', ...path.split('/').slice(1).map(unescaped)]
    const last = keys.pop()!
    const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, root)
    if (op !== 'remove') parent[last] = value
    else if (Array.isArray(parent)) parent.splice(Number(last), 1)
    else delete parent[last]
  }
  return root['document']
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~')
}
