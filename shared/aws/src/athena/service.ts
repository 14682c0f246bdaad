import type { Service } from '../service.ts'
import { emptyAccount } from './account.ts'
import { dataCatalogOperations } from './catalog/data-catalogs.ts'
import { metadataOperations } from './catalog/metadata.ts'
import { duckdbEngine, type Engine } from './engine/duckdb-engine.ts'
import { executionOperations } from './executions/executions.ts'
import { queryResultOperations } from './executions/query-results.ts'
import { startOperations } from './executions/start.ts'
import { namedQueryOperations } from './named-queries.ts'
import { preparedStatementOperations } from './prepared-statements.ts'
import type { Part } from './refusal.ts'
import { tagOperations } from './tags.ts'
import { workGroupOperations } from './workgroups.ts'

/**
 * Athena: queries over the embedded S3 and Glue, by DuckDB in a process of its own. README.md in
 * this folder says which SQL, where it differs from Athena's, and what the bounds are.
 *
 * Not emulated: Spark (notebooks, sessions, calculations), capacity reservations, managed results,
 * reuse of results, federated catalogs, system tables, GetQueryRuntimeStatistics.
 */
export const athena: Service = {
  name: 'Athena',
  client: 'AthenaClient',
  sdk: () => import('@aws-sdk/client-athena'),
  reads: ['S3', 'Glue'],
  create: (world, sdk) => athenaOperations({ world, sdk }),
}

/** All operations of one Athena, with their types; `engine` runs its queries. */
export function athenaOperations(part: Part, engine: Engine = duckdbEngine) {
  const account = emptyAccount(part, engine)
  return {
    ...startOperations(account),
    ...executionOperations(account),
    ...queryResultOperations(account),
    ...workGroupOperations(account),
    ...namedQueryOperations(account),
    ...preparedStatementOperations(account),
    ...dataCatalogOperations(account),
    ...metadataOperations(account),
    ...tagOperations(account),
  }
}
