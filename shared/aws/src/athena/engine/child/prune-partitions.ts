import type { DuckDBConnection } from '@duckdb/node-api'
import type { JobTable, TablePart } from '../job.ts'
import type { TableReference } from './check-query.ts'
import { duckType } from './hive-type.ts'
import { type Node, parse, unparse, walk } from './syntax-tree.ts'
import { cellOf } from './text-values.ts'

/**
 * The partitions, by their place, that a reference to a table has to read: those for which every
 * condition holds that stands in the WHERE of the same SELECT, joined by AND, and is about
 * partition keys only. DuckDB decides. Conditions in ON, in HAVING or further out prune nothing.
 */
export async function prunePartitions(
  connection: DuckDBConnection,
  table: JobTable,
  { select, alias, isOptional }: TableReference,
): Promise<Set<number>> {
  const { partitionKeys, parts } = table
  const all = new Set(parts.keys())
  // Pruning the optional side of an outer join would make rows of NULLs out of matches.
  if (partitionKeys.length === 0 || isOptional) return all
  const isAlone = select['from_table'].type === 'BASE_TABLE'
  const keys = new Set(partitionKeys.map(({ name }) => name))
  const isOfKeys = (names: string[]) => {
    const [name, qualifier] = names.toReversed().map((part) => part.toLowerCase())
    return keys.has(name ?? '') && (names.length === 1 ? isAlone : qualifier === alias)
  }
  const conditions = conjuncts(select['where_clause']).filter((node) => isAbout(node, isOfKeys))
  if (conditions.length === 0) return all
  await createValues(connection, table)
  const template = await parse(
    connection,
    `SELECT place FROM partition_values AS "${quote(alias)}"`,
  )
  template['node'].where_clause = { ...AND, children: conditions }
  const reader = await connection.runAndReadAll(await unparse(connection, template))
  await connection.run('DROP TABLE partition_values')
  return new Set(reader.getRows().map(([place]) => Number(place)))
}

const AND = { class: 'CONJUNCTION', type: 'CONJUNCTION_AND', alias: '', query_location: 0 }

function conjuncts(node: Node | null): Node[] {
  if (!node) return []
  return node.type === 'CONJUNCTION_AND' ? (node['children'] as Node[]).flatMap(conjuncts) : [node]
}

/** Whether a condition asks for partition keys, and for nothing else. */
function isAbout(condition: Node, isOfKeys: (names: string[]) => boolean): boolean {
  let isPure = true
  let columns = 0
  walk(condition, (node) => {
    if (node.class === 'SUBQUERY' || node.class === 'WINDOW' || node.class === 'LAMBDA')
      isPure = false
    if (node.class !== 'COLUMN_REF') return
    columns++
    isPure &&= isOfKeys(node['column_names'])
  })
  return isPure && columns > 0
}

async function createValues(
  connection: DuckDBConnection,
  { partitionKeys, parts }: JobTable,
): Promise<void> {
  const columns = partitionKeys.map(({ name, type }) => `"${quote(name)}" ${duckType(type)}`)
  await connection.run(`CREATE TABLE partition_values (place INTEGER, ${columns.join(', ')})`)
  const cells = parts.map(({ values }, place) => rowOf(place, values, partitionKeys))
  const marks = `(?, ${partitionKeys.map(() => '?').join(', ')})`
  const insert = await connection.prepare(`INSERT INTO partition_values VALUES ${marks}`)
  for (const row of cells) {
    for (const [index, cell] of row.entries()) {
      if (cell === null) insert.bindNull(index + 1)
      else insert.bindVarchar(index + 1, cell)
    }
    await insert.run()
  }
  insert.destroySync()
}

function rowOf(place: number, values: TablePart['values'], keys: JobTable['partitionKeys']) {
  return [String(place), ...keys.map(({ type }, index) => partitionCell(values[index], type))]
}

/** The value of a partition key; Hive's word for none is NULL. */
export function partitionCell(value: string | undefined, type: string): string | null {
  if (value === undefined || value === '__HIVE_DEFAULT_PARTITION__') return null
  return cellOf(value, type)
}

/** A name inside double quotes. */
export function quote(name: string): string {
  return name.replaceAll('"', '""')
}
