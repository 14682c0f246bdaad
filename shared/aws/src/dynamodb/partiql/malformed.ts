import { invalid } from '../refusal.ts'

/**
 * The error for a statement that cannot be parsed. AWS says nothing behind the colon where its
 * lexer fails (nubo-db/dynamodb-conformance, tier 3, PartiQL grammar, October 2026).
 */
export function malformed(detail = ''): Error {
  return invalid(`Statement wasn't well formed, can't be processed: ${detail}`)
}

/** AWS's words for something behind a complete statement. */
export function leftover(): Error {
  return malformed('Unexpected token after expression')
}
