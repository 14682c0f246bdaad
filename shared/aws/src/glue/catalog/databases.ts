import type {
  CreateDatabaseRequest,
  Database,
  DatabaseInput,
  DeleteDatabaseRequest,
  GetDatabaseRequest,
  GetDatabaseResponse,
  GetDatabasesRequest,
  GetDatabasesResponse,
  UpdateDatabaseRequest,
} from '@aws-sdk/client-glue'
import { type Account, arnOf } from '../account.ts'
import { failure, notEmulated, refuseMembers } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { setTags } from '../tags.ts'
import { checkCatalogId, findDatabase } from './find.ts'

/** What Glue grants on new tables where nothing else is said (SDK text, DatabaseInput). */
const DEFAULT_PERMISSIONS = [
  {
    Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' },
    Permissions: ['ALL' as const],
  },
]

/** The operations on databases. */
export function databaseOperations(account: Account) {
  return {
    /** CreateDatabase (SDK text): the name is folded to lower case. */
    CreateDatabase(input: CreateDatabaseRequest): object {
      checkCatalogId(account, input)
      const description = describe(account, input.DatabaseInput)
      const { Name: name } = description
      if (account.catalog.databases.has(name)) {
        throw failure(account, 'AlreadyExistsException', 'Database already exists.')
      }
      setTags(account, arnOf(account, `database/${name}`), input.Tags)
      account.catalog.databases.set(name, { description, tables: new Map() })
      return {}
    },

    /** GetDatabase (SDK text). */
    GetDatabase(input: GetDatabaseRequest): GetDatabaseResponse {
      const { description } = findDatabase(account, { ...input, DatabaseName: input.Name })
      return { Database: structuredClone(description) }
    },

    /** GetDatabases (SDK text), by name, up to 100 a call. */
    GetDatabases(input: GetDatabasesRequest): GetDatabasesResponse {
      checkCatalogId(account, input)
      refuseMembers(account, input, ['AttributesToGet', 'ResourceShareType'])
      const rule = { otherwise: 100, min: 1, max: 100 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const all = [...account.catalog.databases.values()].map(({ description }) => description)
      const keyOf = ({ Name = '' }: Database) => Name
      const { entries, token } = pageOf(account, all, { ...input, limit, keyOf })
      return { DatabaseList: structuredClone(entries), ...token }
    },

    /** UpdateDatabase (SDK text): the definition is replaced as a whole. */
    UpdateDatabase(input: UpdateDatabaseRequest): object {
      const database = findDatabase(account, { ...input, DatabaseName: input.Name })
      const description = describe(account, input.DatabaseInput)
      if (description.Name !== database.description.Name) {
        throw notEmulated(account, 'Renaming a database')
      }
      const { CreateTime } = database.description
      database.description = { ...description, CreateTime }
      return {}
    },

    /** DeleteDatabase (SDK text). The tables in it go at once, not in the course of time. */
    DeleteDatabase(input: DeleteDatabaseRequest): object {
      const { description } = findDatabase(account, { ...input, DatabaseName: input.Name })
      account.catalog.databases.delete(description.Name ?? '')
      account.tags.delete(arnOf(account, `database/${description.Name}`))
      return {}
    },
  }
}

function describe(account: Account, input: DatabaseInput | undefined): Database & { Name: string } {
  if (!input) throw constraints.mustNotBeNull(account, 'databaseInput')
  refuseMembers(account, input, ['TargetDatabase', 'FederatedDatabase'])
  return {
    CreateTableDefaultPermissions: structuredClone(DEFAULT_PERMISSIONS),
    ...structuredClone(input),
    Name: constraints.requireFoldedName(account, ['databaseInput.name', input.Name]),
    CreateTime: new Date(account.agenda.now()),
    CatalogId: account.world.accountId,
  }
}
