import type { DuckDBConnection } from '@duckdb/node-api'
import { TokenError } from '../../statements/tokens.ts'
import { type Job, MAX_VIEWS } from '../job.ts'
import { notEmulated, QueryFailure } from './query-failure.ts'
import { type Node, parser } from './syntax-tree.ts'
import { withDuckTypes } from './trino-types.ts'

/** The views of a job, as trees. */
export interface Views {
  /** By their place in the job: makes the tree of one. Throws `QueryFailure` for bad SQL. */
  trees: ReadonlyMap<number, () => Node>
  /** How many stood in the query so far. */
  count: number
}

/** Parses all views of a job; whether they are right shows when one is used. */
export async function viewsOf(connection: DuckDBConnection, { tables }: Job): Promise<Views> {
  const trees = new Map<number, () => Node>()
  for (const [index, { view }] of tables.entries()) {
    if (view) trees.set(index, await treesOf(connection, view.sql))
  }
  return { trees, count: 0 }
}

/** Where a view is used. */
export interface ViewUse {
  job: Job
  views: Views
  /** The views around it, the outermost first, by their place in the job. */
  within: readonly number[]
}

/**
 * Puts the query of a view in the place of its name, and has `check` do the same with all that is
 * in it: it sees the view's own database, and none of the names around. Columns get the names that
 * the catalog has. Throws `QueryFailure`, with Trino's texts.
 */
export function expandView(
  node: Node,
  { index, place, use }: { index: number; place: string; use: ViewUse },
  check: (query: Node, use: ViewUse) => void,
): void {
  const { job, views, within } = use
  const { database, name, view } = job.tables[index]!
  if (within.includes(index)) throw new QueryFailure(`VIEW_IS_RECURSIVE: ${place}View is recursive`)
  views.count++
  if (views.count > MAX_VIEWS) throw notEmulated(`more than ${MAX_VIEWS} views in a query`, place)
  const { alias, query_location, column_name_alias: given = [] } = node
  for (const member of Object.keys(node)) delete node[member]
  const subquery = wrapped('parsing', () => views.trees.get(index)!())
  Object.assign(node, {
    type: 'SUBQUERY',
    alias: alias || name,
    sample: null,
    query_location,
    subquery,
    column_name_alias: [...given, ...view!.columns.slice(given.length)],
  })
  const inside = { ...job, sql: view!.sql, database: view!.database }
  wrapped('analyzing', () => {
    check(subquery['node'], { job: inside, views, within: [...within, index] })
  })

  function wrapped<Result>(doing: string, work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof QueryFailure) || error.kind !== 'query') throw error
      const why = error.message.replace(/^[A-Z_]+: /, '')
      const what = `Failed ${doing} stored view 'awsdatacatalog.${database}.${name}'`
      throw new QueryFailure(`INVALID_VIEW: ${place}${what}: ${why}`)
    }
  }
}

async function treesOf(connection: DuckDBConnection, sql: string): Promise<() => Node> {
  try {
    return await parser(connection, withDuckTypes(sql))
  } catch (error) {
    // Not before somebody uses it: its name may stand in the query by accident.
    return () => {
      throw error instanceof TokenError ? new QueryFailure(error.message) : error
    }
  }
}
