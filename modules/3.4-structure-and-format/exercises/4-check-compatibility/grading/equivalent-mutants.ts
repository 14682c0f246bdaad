import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "const problem = { version: versions.length - 1, path: '', reason: 'No version may follow' }",
    becomes: [
      'const problem = {}',
      "const problem = { version: (versions.length + 1), path: '', reason: 'No version may follow' }",
      `const problem = { version: versions.length - 1, path: "Stryker was here!", reason: 'No version may follow' }`,
      `const problem = { version: versions.length - 1, path: '', reason: "" }`,
    ],
    reason: 'The task does not say which problem DISABLED has.',
  },
  {
    line: 'return { ok: false, problems: [problem] }',
    becomes: 'return { ok: false, problems: [] }',
    reason: 'The task does not say which problem DISABLED has.',
  },
  {
    line: "return problem(`Symbols unknown: ${unknown.join(', ')}`)",
    becomes: 'return problem(`Symbols unknown: ${unknown.join("")}`)',
    reason: 'How a reason is worded is free.',
  },
  {
    line: 'if (found.length > 0) partners.delete(from)',
    becomes: ['if (true) partners.delete(from)', 'if ((found.length >= 0)) partners.delete(from)'],
    reason: 'A pair that was compared without a problem may be compared again.',
  },
  {
    line: "function parse(schema: AvroSchema, namespace = '', names = new Map<string, Node>()): Node {",
    becomes:
      'function parse(schema: AvroSchema, namespace = "Stryker was here!", names = new Map<string, Node>()): Node {',
    reason: 'Any namespace serves where none is given: only last names are compared.',
  },
  {
    line: "if (Array.isArray(schema)) return { kind: 'union', branches: schema.map(inside) }",
    becomes: 'if (Array.isArray(schema)) return { kind: "", branches: schema.map(inside) }',
    reason: 'How a reason is worded is free.',
  },
  {
    line: "if (typeof type !== 'string') return inside(type)",
    becomes: 'if (false) return inside(type)',
    reason: 'Without a name, such a type leads inside a few lines below.',
  },
  {
    line: 'const node: Node = { kind: type, name: fullName, aliases: schema.aliases ?? [] }',
    becomes:
      'const node: Node = { kind: type, name: fullName, aliases: schema.aliases ?? ["Stryker was here"] }',
    reason: 'No name or alias is called that.',
  },
  {
    line: 'if (size !== undefined) node.size = size',
    becomes: 'if (true) node.size = size',
    reason: 'What is set is `undefined`, as it is without.',
  },
  {
    line: 'aliases: field.aliases ?? [],',
    becomes: 'aliases: field.aliases ?? ["Stryker was here"],',
    reason: 'No name or alias is called that.',
  },
  {
    line: "return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`",
    becomes: [
      "return name.includes('.') || false ? name : `${namespace}.${name}`",
      'return name.includes(\'.\') || namespace === "Stryker was here!" ? name : `${namespace}.${name}`',
    ],
    reason: 'Any namespace serves where none is given: only last names are compared.',
  },

  {
    line: 'if (symbols) Object.assign(node, { symbols, hasDefault: schema.default !== undefined })',
    becomes: 'if (true) Object.assign(node, { symbols, hasDefault: schema.default !== undefined })',
    reason: 'What is set is `undefined`, as it is without.',
  },
] satisfies EquivalentMutants[]
