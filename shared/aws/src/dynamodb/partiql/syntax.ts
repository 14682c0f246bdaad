import type { Path } from '../expressions/paths.ts'

export type Infix = 'and' | 'or' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-'

/** An expression as written. */
export type Term =
  | { kind: 'string' | 'number'; text: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' | 'missing' }
  /** A question mark; `index` counts from 0. */
  | { kind: 'parameter'; index: number }
  | { kind: 'list' | 'bag'; elements: Term[] }
  | { kind: 'tuple'; members: [key: Term, value: Term][] }
  | { kind: 'path'; path: Path }
  | { kind: 'call'; name: string; operands: Term[] }
  | { kind: 'infix'; operator: Infix; left: Term; right: Term }
  | { kind: 'not'; term: Term }
  | { kind: 'between'; operands: [Term, Term, Term] }
  | { kind: 'in'; operand: Term; choices: Term }
  | { kind: 'is'; operand: Term; type: string }
  | { kind: 'like' }

/** A table or, with two components, an index, as written. */
export interface Source {
  components: string[]
  aliased: boolean
}

export interface Returning {
  which: 'ALL' | 'MODIFIED'
  when: 'OLD' | 'NEW'
}

export type Change = { kind: 'set'; path: Path; value: Term } | { kind: 'remove'; path: Path }

export interface Select {
  kind: 'select'
  /** Undefined for `*`. */
  projection: Term[] | undefined
  source: Source
  where: Term | undefined
  order: { term: Term; descending: boolean }[]
}

export interface Insert {
  kind: 'insert'
  source: Source
  item: Term
}

export interface Update {
  kind: 'update'
  source: Source
  changes: Change[]
  where: Term | undefined
  returning: Returning | undefined
}

export interface Delete {
  kind: 'delete'
  source: Source
  where: Term | undefined
  returning: Returning | undefined
}

/** A condition of a transaction: `EXISTS(SELECT …)`. */
export interface Exists {
  kind: 'exists'
  select: Select
}

export type Statement = Select | Insert | Update | Delete | Exists
