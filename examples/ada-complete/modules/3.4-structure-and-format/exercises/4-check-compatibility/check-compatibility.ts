import type { AvroSchema, Mode, Problem } from '../../check-compatibility.ts'

type Table = Map<string, Entry>
type Entry = Exclude<AvroSchema, string | AvroSchema[]> & { scope: string }
interface Side {
  table: Table
  scope: string
  schema: AvroSchema
}

const WIDER = ['int', 'long', 'float', 'double']

// Goes through the directions as pairs of reader and writer, and asks a yes-or-no question first.
export function checkCompatibility(
  mode: Mode,
  versions: AvroSchema[],
  next: AvroSchema,
): { ok: boolean; problems: Problem[] } {
  const problems: Problem[] = []
  const last = versions.length - 1
  if (mode === 'DISABLED' && last >= 0) {
    problems.push({ version: last, path: '', reason: 'Versions are disabled' })
  }
  const reads = !['NONE', 'DISABLED'].includes(mode)
  versions.forEach((old, version) => {
    if (!reads || (version < last && !mode.endsWith('_ALL'))) return
    const pairs: [AvroSchema, AvroSchema][] = []
    if (/^(BACKWARD|FULL)/.test(mode)) pairs.push([next, old])
    if (/^(FORWARD|FULL)/.test(mode)) pairs.push([old, next])
    for (const [reader, writer] of pairs) {
      const report = (path: string[], reason: string) =>
        problems.push({ version, path: path.join('').replace(/^\./, ''), reason })
      visit(side(reader), side(writer), [], report, [])
    }
  })
  return { ok: problems.length === 0, problems }
}

function side(schema: AvroSchema): Side {
  const table: Table = new Map()
  collect(schema, '', table)
  return { table, scope: '', schema }
}

function collect(schema: AvroSchema, scope: string, table: Table): void {
  if (typeof schema === 'string') return
  if (Array.isArray(schema)) {
    for (const branch of schema) collect(branch, scope, table)
    return
  }
  let inner = scope
  if (schema.name) {
    const full = schema.name.includes('.')
      ? schema.name
      : [schema.namespace ?? scope, schema.name].filter(Boolean).join('.')
    inner = full.split('.').slice(0, -1).join('.')
    table.set(full, { ...schema, name: full, scope: inner })
  }
  for (const part of [schema.type, schema.items, schema.values]) {
    if (part) collect(part, inner, table)
  }
  for (const field of schema.fields ?? []) collect(field.type, inner, table)
}

/** Follows names and wrappers until something stands there that says what it is. */
function open({ table, scope, schema }: Side): { side: Side; is: string | AvroSchema[] | Entry } {
  if (Array.isArray(schema)) return { side: { table, scope, schema }, is: schema }
  if (typeof schema === 'string') {
    const entry = table.get(scope ? `${scope}.${schema}` : schema) ?? table.get(schema)
    return { side: { table, scope: entry?.scope ?? scope, schema }, is: entry ?? schema }
  }
  if (schema.name) {
    const full = schema.name.includes('.')
      ? schema.name
      : [schema.namespace ?? scope, schema.name].filter(Boolean).join('.')
    const entry = table.get(full)!
    return { side: { table, scope: entry.scope, schema: full }, is: entry }
  }
  if (schema.items || schema.values) {
    return { side: { table, scope, schema }, is: { ...schema, scope } }
  }
  return open({ table, scope, schema: schema.type })
}

function visit(
  reader: Side,
  writer: Side,
  path: string[],
  report: (path: string[], reason: string) => void,
  stack: string[],
): void {
  const to = open(reader)
  const from = open(writer)
  const at = (base: { side: Side }, schema: AvroSchema): Side => ({ ...base.side, schema })
  if (Array.isArray(from.is)) {
    for (const branch of from.is) visit(reader, at(from, branch), path, report, stack)
  } else if (Array.isArray(to.is)) {
    const fits = to.is.some((branch) => {
      let failures = 0
      visit(at(to, branch), writer, path, () => failures++, stack)
      return failures === 0
    })
    if (!fits) report(path, 'The union has no branch for it')
  } else if (typeof to.is === 'string' || typeof from.is === 'string') {
    const [a, b] = [to.is, from.is]
    const widens =
      WIDER.includes(b as string) && WIDER.indexOf(a as string) > WIDER.indexOf(b as string)
    const texts = [a, b].every((kind) => kind === 'string' || kind === 'bytes')
    if (a !== b && !widens && !texts) report(path, 'The types do not fit')
  } else if (to.is.type !== from.is.type) report(path, 'The types do not fit')
  else if (to.is.items)
    visit(at(to, to.is.items), at(from, from.is.items!), [...path, '[]'], report, stack)
  else if (to.is.values)
    visit(at(to, to.is.values), at(from, from.is.values!), [...path, '{}'], report, stack)
  else {
    const { name, aliases = [], symbols, size, fields } = to.is
    const last = (text: string) => text.split('.').at(-1)
    if (![name!, ...aliases].some((own) => last(own) === last((from.is as Entry).name!))) {
      report(path, 'The names differ')
    } else if (size !== from.is.size) report(path, 'The sizes differ')
    else if (symbols) {
      const lacks = new Set(from.is.symbols).difference(new Set(symbols)).size > 0
      if (lacks && to.is.default === undefined) report(path, 'Symbols are missing')
    }
    const pair = `${name} ${from.is.name}`
    if (stack.includes(pair)) return
    for (const field of fields ?? []) {
      const own = [field.name, ...(field.aliases ?? [])]
      const other = from.is.fields?.find((candidate) => own.includes(candidate.name))
      const fieldPath = [...path, `.${field.name}`]
      if (other)
        visit(at(to, field.type), at(from, other.type), fieldPath, report, [...stack, pair])
      else if (from.is.fields && !('default' in field)) report(fieldPath, 'It has no default')
    }
  }
}
