import type { Service } from '../service.ts'
import { type Account, emptyAccount } from './account.ts'

/**
 * AWS Glue: the Data Catalog and crawlers that read the embedded S3.
 */
export const glue: Service = {
  name: 'Glue',
  client: 'GlueClient',
  sdk: () => import('@aws-sdk/client-glue'),
  reads: ['S3'],
  create: (world, sdk) => glueOperations(emptyAccount(world, sdk)),
}

/** All operations of one Glue, with their types. */
export function glueOperations(account: Account) {
  return {}
}
