import { nestsTooDeep } from '../patterns.ts'
import { GROK_PATTERNS } from './grok-patterns.ts'
import type { StructField } from './column-type.ts'

/** A grok pattern as JavaScript matches it, and the columns that it names. */
export interface GrokExpression {
  expression: RegExp
  columns: StructField[]
}

/** Hive's names of grok's data types (developer guide, "Writing grok custom classifiers"). */
const TYPES: Readonly<Record<string, string>> = {
  byte: 'tinyint',
  short: 'smallint',
  int: 'int',
  long: 'bigint',
  float: 'float',
  double: 'double',
  boolean: 'boolean',
}

/** Patterns that name each other can grow without end; nobody writes one of this length. */
const MAX_LENGTH = 65_536

/** How Glue's own patterns name what is to become no column. */
const UNWANTED = 'UNWANTED'

/**
 * Puts a grok pattern together. Custom patterns, one a line, go before built-in ones.
 *
 * Throws a SyntaxError for one that names itself, is longer than 64 KiB in all, has more than a hundred
 * groups inside groups, names nothing that is there, or is no regular expression in JavaScript
 * (possessive quantifiers are none).
 */
export function grokExpression(pattern: string, customPatterns = ''): GrokExpression {
  const custom = new Map(
    customPatterns.split('\n').flatMap((line) => {
      const [, name, definition] = /^\s*(\w+)\s+(.*?)\s*$/.exec(line) ?? []
      return name === undefined || definition === undefined ? [] : [[name, definition] as const]
    }),
  )
  const columns = new Map<string, string>()
  const source = expand(pattern, [])
  if (nestsTooDeep(source)) throw new SyntaxError('The pattern has too many groups inside groups')
  return {
    expression: new RegExp(source),
    columns: [...columns].map(([name, type]) => ({ name, type })),
  }

  function expand(text: string, within: readonly string[]): string {
    const expanded = text.replaceAll(REFERENCE, (_, name: string, field = '', type = '') => {
      if (within.includes(name)) throw new SyntaxError(`"${name}" names itself`)
      const definition = custom.get(name) ?? builtIn(name)
      if (definition === undefined) throw new SyntaxError(`"${name}" is not defined`)
      if (field !== '' && field !== UNWANTED) note(field, type)
      return `(?:${expand(definition, [...within, name])})`
    })
    if (expanded.length > MAX_LENGTH) throw new SyntaxError('The pattern is too long')
    return inJavaScript(expanded)
  }

  function note(field: string, type: string): void {
    const name = field.toLowerCase()
    if (!columns.has(name)) columns.set(name, TYPES[type] ?? 'string')
  }
}

/** `%{NAME}`, `%{NAME:field}` or `%{NAME:field:type}`; Glue's own patterns put `;` before types. */
const REFERENCE = /%\{(\w+)(?::([^}:;]+))?(?:[:;]([^}:;]+))?[^}]*\}/g

function builtIn(name: string): string | undefined {
  return Object.hasOwn(GROK_PATTERNS, name) ? GROK_PATTERNS[name] : undefined
}

/** Atomic groups become plain ones, and a leading `(?i)` goes around what it is for. */
function inJavaScript(source: string): string {
  const plain = source.replaceAll('(?>', '(?:')
  return plain.startsWith('(?i)') ? `(?i:${plain.slice(4)})` : plain
}
