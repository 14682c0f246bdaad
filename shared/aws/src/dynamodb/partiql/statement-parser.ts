// Longer than most: the five statements and their clauses.
import { invalid } from '../refusal.ts'
import { leftover, malformed } from './malformed.ts'
import { parseComponents, parsePath } from './path-parser.ts'
import type {
  Change,
  Delete,
  Insert,
  Returning,
  Select,
  Source,
  Statement,
  Update,
} from './syntax.ts'
import type { Term } from './syntax.ts'
import { parseTerm } from './term-parser.ts'
import { TokenReader } from './token-reader.ts'

/** A statement and how many question marks are in it. */
export interface Parsed {
  statement: Statement
  parameters: number
}

/** Parses a statement (AWS: "PartiQL statements for DynamoDB"). Throws AWS's `ValidationException`. */
export function parseStatement(text: string): Parsed {
  const tokens = new TokenReader(text)
  const statement = parseAny(tokens)
  if (!tokens.atEnd) throw leftover()
  return { statement, parameters: tokens.parameters }
}

function parseAny(tokens: TokenReader): Statement {
  if (tokens.word('SELECT')) return parseSelect(tokens)
  if (tokens.word('INSERT')) return parseInsert(tokens)
  if (tokens.word('UPDATE')) return parseUpdate(tokens)
  if (tokens.word('DELETE')) return parseDelete(tokens)
  if (tokens.word('FROM')) return parseFrom(tokens)
  if (tokens.isWord('EXISTS') && tokens.following?.text === '(') return parseExists(tokens)
  throw refuseOther(tokens)
}

function refuseOther(tokens: TokenReader): Error {
  // `SELECTT * FROM …` multiplies two names, the second of which begins a change without changes.
  if (tokens.hasAhead('FROM')) return malformed('Expected data manipulation')
  const term = parseTerm(tokens)
  if (!tokens.atEnd) return leftover()
  const operation = OPERATION_NAMES[term.kind] ?? 'NAry'
  return invalid(`Unsupported operation: ${operation}`)
}

/** AWS's names for expressions, as far as they are known. */
const OPERATION_NAMES: Readonly<Partial<Record<Term['kind'], string>>> = {
  is: 'IsType',
  path: 'VariableReference',
  string: 'Literal',
  number: 'Literal',
  parameter: 'Parameter',
}

function parseSelect(tokens: TokenReader): Select {
  if (tokens.isWord('VALUE', 'PIVOT')) {
    throw invalid("Select projection doesn't support value or pivot keywords")
  }
  if (tokens.isWord('DISTINCT', 'ALL')) {
    throw invalid(`Unsupported clause: ${tokens.token.text.toUpperCase()}`)
  }
  const { projection, aliased } = parseProjection(tokens)
  tokens.expectWord('FROM')
  if (tokens.atEnd) throw malformed('Unexpected term')
  const source = parseSource(tokens)
  if (tokens.isSymbol(',')) throw invalid('Only select from a single table or index is supported.')
  const where = parseWhere(tokens)
  refuseClauses(tokens)
  const order = parseOrder(tokens)
  refuseClauses(tokens)
  return {
    kind: 'select',
    projection,
    source: { ...source, aliased: source.aliased || aliased },
    where,
    order,
  }
}

function parseProjection(tokens: TokenReader) {
  if (tokens.symbol('*')) {
    if (!tokens.isSymbol(',')) return { projection: undefined, aliased: false }
    throw invalid("Other attributes should not be present in the projection when '*' is used.")
  }
  const projection: Term[] = []
  let aliased = false
  do {
    projection.push(parseTerm(tokens))
    if (parseAlias(tokens)) aliased = true
  } while (tokens.symbol(','))
  return { projection, aliased }
}

/** What SQL has and DynamoDB has not is refused with its place: line, column and length. */
function refuseClauses(tokens: TokenReader) {
  if (!tokens.isWord('LIMIT', 'OFFSET', 'GROUP', 'HAVING')) return
  const { text, at } = tokens.token
  throw invalid(`Unsupported clause: ${text.toUpperCase()} at 1:${at}:${text.length}`)
}

function parseOrder(tokens: TokenReader): Select['order'] {
  if (!tokens.word('ORDER')) return []
  tokens.expectWord('BY')
  const order: Select['order'] = []
  do {
    const term = parseTerm(tokens)
    const descending = tokens.word('DESC')
    if (!descending) tokens.word('ASC')
    order.push({ term, descending })
  } while (tokens.symbol(','))
  return order
}

function parseInsert(tokens: TokenReader): Insert {
  tokens.expectWord('INTO')
  const components = parseComponents(tokens)
  if (!tokens.word('VALUE')) {
    parseTerm(tokens)
    if (!tokens.atEnd) throw leftover()
    throw invalid(
      'Unsupported operation: Inserting multiple items in a single statement is not supported, use "INSERT INTO tableName VALUE item" instead',
    )
  }
  const item = parseTerm(tokens)
  if (tokens.isWord('AT')) throw invalid('AT is not supported in insert statements.')
  if (tokens.isWord('RETURNING')) throw invalid('RETURNING is not supported in INSERT')
  return { kind: 'insert', source: { components, aliased: false }, item }
}

function parseUpdate(tokens: TokenReader): Update {
  const source = parseSource(tokens)
  const changes = parseChanges(tokens)
  const where = parseWhere(tokens)
  return { kind: 'update', source, changes, where, returning: parseReturning(tokens) }
}

function parseDelete(tokens: TokenReader): Delete {
  tokens.expectWord('FROM')
  const source = parseSource(tokens)
  const where = parseWhere(tokens)
  return { kind: 'delete', source, where, returning: parseReturning(tokens) }
}

/** The other order in which PartiQL takes an update: `FROM … WHERE … SET …`. */
function parseFrom(tokens: TokenReader): Update {
  const source = parseSource(tokens)
  const where = parseWhere(tokens)
  const changes = parseChanges(tokens)
  return { kind: 'update', source, changes, where, returning: parseReturning(tokens) }
}

function parseChanges(tokens: TokenReader): Change[] {
  const changes: Change[] = []
  while (tokens.isWord('SET', 'REMOVE')) {
    if (tokens.word('REMOVE')) {
      do changes.push({ kind: 'remove', path: parsePath(tokens) })
      while (tokens.symbol(','))
      continue
    }
    tokens.advance()
    do {
      const path = parsePath(tokens)
      tokens.expectSymbol('=')
      changes.push({ kind: 'set', path, value: parseTerm(tokens) })
    } while (tokens.symbol(','))
  }
  if (changes.length > 0) return changes
  throw malformed('Expected data manipulation')
}

function parseExists(tokens: TokenReader): Statement {
  tokens.advance()
  tokens.expectSymbol('(')
  tokens.expectWord('SELECT')
  const select = parseSelect(tokens)
  tokens.expectSymbol(')')
  return { kind: 'exists', select }
}

function parseSource(tokens: TokenReader): Source {
  const components = parseComponents(tokens)
  return { components, aliased: parseAlias(tokens) }
}

function parseAlias(tokens: TokenReader): boolean {
  if (!tokens.word('AS') && !tokens.isName) return false
  if (!tokens.isName) throw malformed('Expected identifier for alias')
  tokens.advance()
  return true
}

function parseWhere(tokens: TokenReader): Term | undefined {
  return tokens.word('WHERE') ? parseTerm(tokens) : undefined
}

function parseReturning(tokens: TokenReader): Returning | undefined {
  if (!tokens.word('RETURNING')) return undefined
  const which = tokens.word('ALL') ? 'ALL' : tokens.word('MODIFIED') ? 'MODIFIED' : undefined
  const when = which && (tokens.word('OLD') ? 'OLD' : tokens.word('NEW') ? 'NEW' : undefined)
  if (!which || !when || !tokens.symbol('*')) {
    throw malformed("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause")
  }
  return { which, when }
}
