import type { DuckDBConnection } from '@duckdb/node-api'
import { QueryFailure } from './query-failure.ts'

/** A node of DuckDB's syntax tree: of a query, a table, an expression or a part of one. */
export interface Node {
  type?: string
  class?: string
  alias?: string
  // oxlint-disable-next-line typescript/no-explicit-any -- the tree is DuckDB's, without a schema
  [member: string]: any
}

/**
 * Parses one SELECT with DuckDB's own parser. Throws `QueryFailure` for what does not parse, or is
 * no single SELECT.
 */
export async function parse(connection: DuckDBConnection, sql: string): Promise<Node> {
  return (await parser(connection, sql))()
}

/** Parses like `parse`, and returns what makes the tree, a new one with each call. */
export async function parser(connection: DuckDBConnection, sql: string): Promise<() => Node> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql])
  const text = String(reader.getRows()[0]?.[0])
  return () => treeOf(text, sql)
}

/** The SQL of a tree. */
export async function unparse(connection: DuckDBConnection, statement: Node): Promise<string> {
  const json = JSON.stringify({ error: false, statements: [statement] })
  const reader = await connection.runAndReadAll('SELECT json_deserialize_sql($1::JSON)', [json])
  return String(reader.getRows()[0]?.[0])
}

/** `line 1:8: ` for an offset into a text, in bytes; empty where there is none. */
export function placeOf(sql: string, offset: number | undefined): string {
  if (typeof offset !== 'number' || offset > Buffer.byteLength(sql)) return ''
  const lines = Buffer.from(sql).subarray(0, offset).toString().split('\n')
  return `line ${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}: `
}

/** Calls `visit` for a node and all below it, the outer first. */
export function walk(node: unknown, visit: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) visit(node as Node)
  for (const value of Object.values(node)) walk(value, visit)
}

/** A call of a function, as DuckDB's parser makes it. */
export function callOf(name: string, { alias = '', children = [] as Node[] } = {}): Node {
  return {
    class: 'FUNCTION',
    type: 'FUNCTION',
    alias,
    query_location: NO_LOCATION,
    function_name: name,
    schema: '',
    children,
    filter: null,
    order_bys: { type: 'ORDER_MODIFIER', orders: [] },
    distinct: false,
    is_operator: false,
    export_state: false,
    catalog: '',
  }
}

function treeOf(text: string, sql: string): Node {
  const answer = JSON.parse(text, exactNumbers) as Node
  if (answer['error']) {
    const { error_message: message = '', position } = answer
    const found = /at or near "(.*)"$/s.exec(message)?.[1]
    const at = placeOf(sql, position === undefined ? undefined : Number(position))
    const input = message.endsWith('at end of input') ? '<EOF>' : found
    const text = input === undefined ? message : `mismatched input '${input}'`
    throw new QueryFailure(`SYNTAX_ERROR: ${at}${text}`)
  }
  const { statements } = answer as { statements?: Node[] }
  const [statement] = statements ?? []
  if (statements?.length !== 1 || !statement) {
    throw new QueryFailure('SYNTAX_ERROR: Only one sql statement is allowed')
  }
  return statement
}

interface JsonWithRaw {
  rawJSON(text: string): unknown
}

const NO_LOCATION = (JSON as unknown as JsonWithRaw).rawJSON('18446744073709551615')

/** Keeps numbers as they stand that would come out otherwise: `1.0`, and those too long. */
function exactNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value
  return (JSON as unknown as JsonWithRaw).rawJSON(source)
}
