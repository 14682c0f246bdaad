import { type Checking, checkQuery } from './check-query.ts'
import { dateFormat } from './date-format.ts'
import {
  type FunctionRule,
  functionRule,
  isInterval,
  isOperator,
  operatorMacro,
  presentOf,
} from './functions.ts'
import { notEmulated, QueryFailure } from './query-failure.ts'
import { callOf, type Node, placeOf } from './syntax-tree.ts'

/** Checks an expression and what is in it, and gives functions DuckDB's names: see `checkQuery`. */
export function checkExpression(node: Node, checking: Checking): void {
  switch (node.class) {
    case 'CONSTANT':
      keepDouble(node)
      return
    case 'COLUMN_REF':
      replacePresent(node)
      return
    case 'STAR':
      checkStar(node)
      return
    case 'FUNCTION':
      checkCall(node, checking)
      return
    case 'WINDOW':
      checkWindow(node, checking)
      return
    case 'SUBQUERY':
      checkQuery(node['subquery'].node, checking)
      if (node['child']) checkExpression(node['child'], checking)
      return
    case 'CAST':
      checkType(node['cast_type'])
      // The names of a row that is cast come from the type.
      if (isRow(node['child']))
        for (const part of partsOf(node['child'])) checkExpression(part, checking)
      else checkExpression(node['child'], checking)
      return
    case 'OPERATOR':
      if (!OPERATORS.has(node.type ?? '')) throw notEmulated(`the operator ${node.type}`)
      break
    case 'CASE':
    case 'COMPARISON':
    case 'CONJUNCTION':
    case 'BETWEEN':
    case 'LAMBDA':
      break
    default:
      throw notEmulated(`an expression of the class ${node.class}`)
  }
  for (const part of partsOf(node)) checkExpression(part, checking)
}

/** DuckDB writes the double `1e0` as `1.0`, which would be read as a decimal. */
function keepDouble(node: Node): void {
  if (node['value'].type.id !== 'DOUBLE') return
  const { alias = '', query_location } = node
  const child = { ...node, alias: '' }
  const cast_type = { id: 'DOUBLE', type_info: null }
  const cast = { class: 'CAST', type: 'OPERATOR_CAST', try_cast: false }
  for (const member of Object.keys(node)) delete node[member]
  Object.assign(node, { ...cast, alias, query_location, child, cast_type })
}

const OPERATORS = new Set([
  'OPERATOR_NOT',
  'OPERATOR_IS_NULL',
  'OPERATOR_IS_NOT_NULL',
  'OPERATOR_COALESCE',
  'OPERATOR_TRY',
  'COMPARE_IN',
  'COMPARE_NOT_IN',
  'ARRAY_EXTRACT',
  'ARRAY_CONSTRUCTOR',
  'STRUCT_EXTRACT',
  'GROUPING_FUNCTION',
])

/** The expressions right below one. */
function partsOf(node: Node): Node[] {
  const { children = [], case_checks: cases = [] } = node
  const { left, right, input, lower, upper, else_expr: otherwise, lhs, expr } = node
  const checks = (cases as Node[]).flatMap((one) => [one['when_expr'], one['then_expr']])
  const single = [left, right, input, lower, upper, otherwise, lhs, expr]
  return [...children, ...checks, ...single].filter((part) => typeof part === 'object' && part)
}

/** `current_date` and the like are columns to DuckDB's parser. */
function replacePresent(node: Node): void {
  const names = node['column_names'] as string[]
  const macro = names.length === 1 ? presentOf((names[0] ?? '').toLowerCase()) : undefined
  if (macro === undefined) return
  const { alias = '' } = node
  for (const member of Object.keys(node)) delete node[member]
  Object.assign(node, callOf(macro, { alias }))
}

function checkStar(node: Node): void {
  const lists = ['exclude_list', 'replace_list', 'rename_list', 'qualified_exclude_list']
  const isPlain = lists.every((list) => !node[list]?.length) && !node['columns'] && !node['expr']
  if (!isPlain) throw notEmulated('* with EXCLUDE, REPLACE or COLUMNS')
}

function isRow(node: Node): boolean {
  return node.class === 'FUNCTION' && node['function_name'] === 'row'
}

function checkCall(node: Node, checking: Checking): void {
  if (isRow(node)) nameFields(node)
  rename(node, checking)
  for (const child of node['children'] as Node[]) checkExpression(child, checking)
  if (node['filter']) checkExpression(node['filter'], checking)
  for (const { expression } of node['order_bys'].orders as { expression: Node }[]) {
    checkExpression(expression, checking)
  }
}

function checkWindow(node: Node, checking: Checking): void {
  rename(node, checking)
  const { start_expr, end_expr, offset_expr, default_expr, filter_expr } = node
  const orders = [...node['orders'], ...(node['arg_orders'] ?? [])] as { expression: Node }[]
  const parts = [
    ...node['children'],
    ...node['partitions'],
    ...orders.map(({ expression }) => expression),
    ...[start_expr, end_expr, offset_expr, default_expr, filter_expr].filter(Boolean),
  ] as Node[]
  for (const part of parts) checkExpression(part, checking)
}

/** Trino names the fields of a row that has no names. */
function nameFields(node: Node): void {
  const children = node['children'] as Node[]
  for (const [index, child] of children.entries()) child.alias = `field${index}`
  node['function_name'] = 'struct_pack'
}

/** Division fails at zero, and dates and intervals make dates, as in Trino. */
function renameOperator(node: Node, name: string): void {
  const children = node['children'] as Node[]
  if (children.length !== 2) return
  const intervals = children.map((child) => isInterval(String(child['function_name'] ?? '')))
  const isMixed = intervals[0] !== intervals[1]
  const macro = operatorMacro(name, isMixed)
  if (macro === undefined) return
  if (isMixed && intervals[0]) children.reverse()
  Object.assign(node, { function_name: macro, is_operator: false, schema: '' })
}

function rename(node: Node, { job }: Checking): void {
  const name = String(node['function_name']).toLowerCase()
  if (node['is_operator']) {
    if (!isOperator(name)) throw notEmulated(`the operator ${name}`)
    renameOperator(node, name)
    return
  }
  const place = placeOf(job.sql, node['query_location'])
  const isElsewhere = node['catalog'] || !['', 'main'].includes(node['schema'])
  const present = (node['children'] as Node[]).length === 0 ? presentOf(name) : undefined
  const rule: FunctionRule | undefined =
    present === undefined ? functionRule(name) : { call: present }
  if (rule === undefined || isElsewhere) throw notEmulated(`the function '${name}'`, place)
  if (rule.format !== undefined) {
    const format = (node['children'] as Node[]).at(rule.format)
    const text = format?.class === 'CONSTANT' ? format['value'].value : undefined
    if (typeof text !== 'string') throw notEmulated(`${name} with a format that varies`, place)
    const turned = dateFormat(text)
    if (turned === undefined) {
      throw new QueryFailure(`INVALID_FUNCTION_ARGUMENT: ${place}Invalid format: ${text}`)
    }
    format!['value'].value = turned
  }
  if (rule.listed) node['children'] = [callOf('list_value', { children: node['children'] })]
  node['function_name'] = rule.call
  node['schema'] = ''
}

/** Types that Trino has too. */
const TYPES = new Set(
  `BOOLEAN TINYINT SMALLINT INTEGER BIGINT FLOAT DOUBLE DECIMAL VARCHAR BLOB DATE TIME TIMESTAMP
  TIMESTAMP_MS TIMESTAMP_S TIMESTAMP_NS LIST STRUCT MAP JSON`.split(/\s+/),
)

function checkType(type: Node): void {
  const { id, type_info: info } = type as Node & { id: string }
  if (id === 'TIMESTAMP WITH TIME ZONE') return
  const name = id === 'UNBOUND' ? String(info?.name ?? '').toUpperCase() : id
  if (!TYPES.has(name)) throw notEmulated(`the type ${name}`)
  const inner = [info?.child_type, ...(info?.child_types ?? []).map((one: Node) => one['second'])]
  for (const child of inner) if (child) checkType(child)
}
