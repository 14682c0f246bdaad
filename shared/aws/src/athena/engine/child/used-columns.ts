import type { JobTable } from '../job.ts'
import type { TableReference } from './check-query.ts'
import { type Node, walk } from './syntax-tree.ts'

/**
 * The columns of a table that a query may read: all those whose name it mentions anywhere, and all
 * of them where a `*` of the same SELECT covers the table, or a NATURAL join does. It errs on the
 * side of more.
 */
export function usedColumns(
  statement: Node,
  { columns, partitionKeys }: JobTable,
  references: readonly TableReference[],
): Set<string> {
  const names = [...columns, ...partitionKeys].map(({ name }) => name)
  if (references.some((reference) => isCovered(reference))) return new Set(names)
  const mentioned = new Set<string>()
  walk(statement, (node) => {
    const words = node.class === 'COLUMN_REF' ? node['column_names'] : node['using_columns']
    for (const word of (words ?? []) as string[]) mentioned.add(word.toLowerCase())
  })
  return new Set(names.filter((name) => mentioned.has(name)))
}

function isCovered({ select, alias }: TableReference): boolean {
  const stars = (select['select_list'] as Node[]).filter((node) => node.class === 'STAR')
  const isStarred = stars.some(
    ({ relation_name: of = '' }) => of === '' || of.toLowerCase() === alias,
  )
  return isStarred || hasNaturalJoin(select['from_table'])
}

function hasNaturalJoin(table: Node): boolean {
  if (table.type !== 'JOIN') return false
  return table['ref_type'] === 'NATURAL' || [table['left'], table['right']].some(hasNaturalJoin)
}
