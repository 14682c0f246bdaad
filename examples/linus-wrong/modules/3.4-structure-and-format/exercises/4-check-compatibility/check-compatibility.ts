// Takes all numbers for one kind.
import type { AvroSchema, Mode, Problem } from '../../check-compatibility.ts'

/** A schema whose references are followed; one that contains itself is a circle. */
interface Node {
  kind: string
  name?: string
  aliases?: string[]
  fields?: { name: string; aliases: string[]; type: Node; hasDefault: boolean }[]
  symbols?: string[]
  size?: number
  hasDefault?: boolean
  /** Of an array or a map. */
  content?: Node
  branches?: Node[]
}

type Found = Omit<Problem, 'version'>

const PROMOTIONS: Record<string, string[]> = {
  int: ['long'],
  long: ['int'],
  float: ['int', 'long'],
  double: ['int', 'long', 'float'],
  string: ['bytes'],
  bytes: ['string'],
}

export function checkCompatibility(
  mode: Mode,
  versions: AvroSchema[],
  next: AvroSchema,
): { ok: boolean; problems: Problem[] } {
  if (mode === 'NONE' || versions.length === 0) return { ok: true, problems: [] }
  if (mode === 'DISABLED') {
    const problem = { version: versions.length - 1, path: '', reason: 'No version may follow' }
    return { ok: false, problems: [problem] }
  }
  const direction = mode.replace('_ALL', '')
  const first = mode.endsWith('_ALL') ? 0 : versions.length - 1
  const problems = versions.slice(first).flatMap((old, at) => {
    const found = [
      ...(direction === 'FORWARD' ? [] : compare(next, old)),
      ...(direction === 'BACKWARD' ? [] : compare(old, next)),
    ]
    return found.map((problem) => ({ version: first + at, ...problem }))
  })
  return { ok: problems.length === 0, problems }
}

/** What keeps a reader from reading what a writer wrote. */
function compare(reader: AvroSchema, writer: AvroSchema): Found[] {
  const seen = new Map<Node, Set<Node>>()
  return resolve(parse(reader), parse(writer), '')

  function resolve(to: Node, from: Node, path: string): Found[] {
    const problem = (reason: string) => [{ path, reason }]
    if (from.branches) return from.branches.flatMap((branch) => resolve(to, branch, path))
    if (to.branches) {
      const reads = to.branches.some((branch) => resolve(branch, from, path).length === 0)
      return reads ? [] : problem(`No branch reads ${from.kind}`)
    }
    if (to.kind !== from.kind && !PROMOTIONS[to.kind]?.includes(from.kind)) {
      return problem(`${to.kind} does not read ${from.kind}`)
    }
    if (to.kind === 'array') return resolve(to.content!, from.content!, `${path}[]`)
    if (to.kind === 'map') return resolve(to.content!, from.content!, `${path}{}`)
    if (to.name === undefined) return []
    if (![to.name, ...to.aliases!].map(lastOf).includes(lastOf(from.name!))) {
      return problem(`"${to.name}" does not read "${from.name}"`)
    }
    if (to.size !== from.size) return problem(`${to.size} bytes are not ${from.size}`)
    const unknown = (from.symbols ?? []).filter((symbol) => !to.symbols!.includes(symbol))
    if (unknown.length > 0 && !to.hasDefault)
      return problem(`Symbols unknown: ${unknown.join(', ')}`)
    return to.fields ? resolveFields(to, from, path) : []
  }

  function resolveFields(to: Node, from: Node, path: string): Found[] {
    // A record that contains itself is already being compared: nothing new comes of it.
    const partners = seen.get(to) ?? new Set()
    if (partners.has(from)) return []
    seen.set(to, partners.add(from))
    const found = to.fields!.flatMap(({ name, aliases, type, hasDefault }) => {
      const fieldPath = path === '' ? name : `${path}.${name}`
      const written = from.fields!.find((field) => [name, ...aliases].includes(field.name))
      if (written) return resolve(type, written.type, fieldPath)
      const reason = 'The writer has no such field, and it has no default'
      return hasDefault ? [] : [{ path: fieldPath, reason }]
    })
    // The same pair may be met again, in a branch of a union for instance, and has to fail again.
    if (found.length > 0) partners.delete(from)
    return found
  }
}

function parse(schema: AvroSchema, namespace = '', names = new Map<string, Node>()): Node {
  const inside = (part: AvroSchema) => parse(part, namespace, names)
  if (typeof schema === 'string') {
    return names.get(qualified(schema, namespace)) ?? names.get(schema) ?? { kind: schema }
  }
  if (Array.isArray(schema)) return { kind: 'union', branches: schema.map(inside) }
  const { type, name, items, values, fields, symbols, size } = schema
  if (typeof type !== 'string') return inside(type)
  if (name === undefined) {
    const content = items ?? values
    return content ? { kind: type, content: inside(content) } : inside(type)
  }
  const fullName = qualified(name, schema.namespace ?? namespace)
  const node: Node = { kind: type, name: fullName, aliases: schema.aliases ?? [] }
  names.set(fullName, node)
  if (symbols) Object.assign(node, { symbols, hasDefault: schema.default !== undefined })
  if (size !== undefined) node.size = size
  const within = fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')))
  if (fields) {
    node.fields = fields.map((field) => ({
      name: field.name,
      aliases: field.aliases ?? [],
      type: parse(field.type, within, names),
      hasDefault: field.default !== undefined,
    }))
  }
  return node
}

function qualified(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
