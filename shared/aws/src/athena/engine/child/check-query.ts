import { checkExpression } from './check-expression.ts'
import { notEmulated, QueryFailure } from './query-failure.ts'
import { type Node, placeOf } from './syntax-tree.ts'
import { expandView, type ViewUse } from './views.ts'

/** A table of the job, where a query names it. */
export interface TableReference {
  /** Its place in the job. */
  table: number
  /** How columns of it are qualified. */
  alias: string
  /** The SELECT whose FROM it stands in. */
  select: Node
  /** Whether an outer join fills its columns with NULL. */
  isOptional: boolean
}

/** What a check works with. */
export interface Checking extends ViewUse {
  /** Grows with every reference that is found. */
  references: TableReference[]
  /** Names of common table expressions that are visible. */
  names: ReadonlySet<string>
}

/**
 * Checks that a query consists of nothing but what the embedded AWS knows, and turns it into one
 * that DuckDB runs on the job's tables: names of tables are made complete, views become what they
 * stand for, functions get DuckDB's names. Only what is listed passes. Throws `QueryFailure`.
 */
export function checkQuery(node: Node, checking: Checking): void {
  const inner = withExpressions(node, checking)
  for (const modifier of node['modifiers'] as Node[]) checkModifier(modifier, inner)
  switch (node.type) {
    case 'SELECT_NODE':
      checkSelect(node, inner)
      return
    case 'SET_OPERATION_NODE':
      if (/BY_NAME/.test(String(node['setop_type']))) throw notEmulated('UNION BY NAME')
      checkQuery(node['left'], inner)
      checkQuery(node['right'], inner)
      return
    case 'RECURSIVE_CTE_NODE':
      throw notEmulated('WITH RECURSIVE')
    default:
      throw notEmulated(`a query of the kind ${node.type}`)
  }
}

/** How a column without a name is marked, until it is known where it stands. */
export const UNNAMED = '_col#'

function withExpressions(node: Node, checking: Checking): Checking {
  const names = new Set(checking.names)
  for (const { key, value } of node['cte_map'].map as { key: string; value: Node }[]) {
    checkQuery(value['query'].node, { ...checking, names })
    names.add(key.toLowerCase())
  }
  return { ...checking, names }
}

function checkSelect(node: Node, checking: Checking): void {
  refuse(node['qualify'], 'QUALIFY')
  refuse(node['sample'], 'TABLESAMPLE')
  if (node['aggregate_handling'] !== 'STANDARD_HANDLING') throw notEmulated('GROUP BY ALL')
  checkTable(node['from_table'], { ...checking, select: node, isOptional: false })
  for (const [index, expression] of (node['select_list'] as Node[]).entries()) {
    checkExpression(expression, checking)
    if (!expression.alias && !['COLUMN_REF', 'STAR'].includes(expression.class ?? '')) {
      expression.alias = `${UNNAMED}${index}`
    }
  }
  for (const expression of [node['where_clause'], ...node['group_expressions'], node['having']]) {
    if (expression) checkExpression(expression, checking)
  }
}

function checkModifier(modifier: Node, checking: Checking): void {
  switch (modifier.type) {
    case 'ORDER_MODIFIER':
      for (const { expression } of modifier['orders'] as { expression: Node }[]) {
        if (expression.class === 'STAR') throw notEmulated('ORDER BY ALL')
        checkExpression(expression, checking)
      }
      return
    case 'LIMIT_MODIFIER':
      for (const part of [modifier['limit'], modifier['offset']]) {
        if (part) checkExpression(part, checking)
      }
      return
    case 'DISTINCT_MODIFIER':
      if (modifier['distinct_on_targets']?.length) throw notEmulated('DISTINCT ON')
      return
    default:
      throw notEmulated(`a query with ${modifier.type}`)
  }
}

type TableChecking = Checking & Pick<TableReference, 'select' | 'isOptional'>

function checkTable(node: Node, checking: TableChecking): void {
  refuse(node['sample'], 'TABLESAMPLE')
  switch (node.type) {
    case 'EMPTY':
      return
    case 'BASE_TABLE':
      resolve(node, checking)
      return
    case 'JOIN':
      checkJoin(node, checking)
      return
    case 'SUBQUERY':
      checkQuery(node['subquery'].node, checking)
      return
    case 'EXPRESSION_LIST':
      for (const value of (node['values'] as Node[][]).flat()) checkExpression(value, checking)
      return
    case 'TABLE_FUNCTION': {
      const call = node['function'] as Node
      const name = String(call['function_name']).toLowerCase()
      if (name !== 'unnest') {
        throw notEmulated(`the table function '${name}'`, at(checking.job, call))
      }
      for (const child of call['children'] as Node[]) checkExpression(child, checking)
      return
    }
    default:
      throw notEmulated(`${node.type} in FROM`)
  }
}

function checkJoin(node: Node, checking: TableChecking): void {
  const { join_type: kind, ref_type: form } = node
  if (!['REGULAR', 'CROSS', 'NATURAL'].includes(form) || !Object.hasOwn(OPTIONAL, kind)) {
    throw notEmulated(`a join of the kind ${form} ${kind}`)
  }
  const [left, right] = OPTIONAL[kind]!
  checkTable(node['left'], { ...checking, isOptional: checking.isOptional || left })
  checkTable(node['right'], { ...checking, isOptional: checking.isOptional || right })
  if (node['condition']) checkExpression(node['condition'], checking)
}

/** Which sides of a join it fills with NULL: left, right. */
const OPTIONAL: Record<string, [boolean, boolean]> = {
  INNER: [false, false],
  LEFT: [false, true],
  RIGHT: [true, false],
  OUTER: [true, true],
}

/** Finds the table that a name means, and completes the name. */
function resolve(node: Node, checking: TableChecking): void {
  const { job, references, names, select, isOptional } = checking
  refuse(node['at_clause'], 'a table at an earlier time')
  const [catalog, schema, name] = [
    node['catalog_name'],
    node['schema_name'],
    node['table_name'],
  ].map((text) => String(text).toLowerCase()) as [string, string, string]
  if (schema === '' && names.has(name)) return
  const database = schema || job.database
  const place = at(job, node)
  if (catalog !== '' && catalog !== 'awsdatacatalog') {
    throw new QueryFailure(`CATALOG_NOT_FOUND: ${place}Catalog '${catalog}' does not exist`)
  }
  if (database === 'information_schema') throw notEmulated('information_schema', place)
  if (!job.databases.includes(database)) {
    throw new QueryFailure(`SCHEMA_NOT_FOUND: ${place}Schema '${database}' does not exist`)
  }
  const table = job.tables.findIndex((one) => one.database === database && one.name === name)
  if (table < 0) {
    const full = `awsdatacatalog.${database}.${name}`
    throw new QueryFailure(`TABLE_NOT_FOUND: ${place}Table '${full}' does not exist`)
  }
  const { view, refused } = job.tables[table]!
  if (view && job.describe?.database === database && job.describe.name === name) {
    throw new QueryFailure(`VIEW_IS_RECURSIVE: ${place}Statement would create a recursive view`)
  }
  if (view) {
    expandView(node, { index: table, place, use: checking }, (query, use) =>
      checkQuery(query, { ...use, references, names: new Set() }),
    )
    return
  }
  if (refused !== undefined) throw notEmulated(refused, place)
  Object.assign(node, { catalog_name: 'memory', schema_name: database, table_name: name })
  references.push({ table, alias: (node.alias || name).toLowerCase(), select, isOptional })
}

function refuse(part: unknown, what: string): void {
  if (part) throw notEmulated(what)
}

function at({ sql }: { sql: string }, node: Node): string {
  return placeOf(sql, node['query_location'])
}
