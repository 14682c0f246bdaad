import type {
  CreateDataCatalogInput,
  CreateDataCatalogOutput,
  DataCatalog,
  DeleteDataCatalogInput,
  DeleteDataCatalogOutput,
  GetDataCatalogInput,
  GetDataCatalogOutput,
  ListDataCatalogsInput,
  ListDataCatalogsOutput,
  UpdateDataCatalogInput,
} from '@aws-sdk/client-athena'
import { type Account, arnOf } from '../account.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { invalidRequest, notEmulated } from '../refusal.ts'
import { setTags } from '../tags.ts'

/** The catalog that every account has. */
export const DEFAULT_CATALOG = 'AwsDataCatalog'

const NAME = { max: 127, pattern: /^[a-zA-Z0-9_@-]+$/ }

/**
 * The operations on data catalogs (SDK texts). Catalogs can be further names of this account's Glue
 * catalog; those behind a Lambda function, a Hive metastore or a connector are not emulated.
 */
export function dataCatalogOperations(account: Account) {
  const { catalogs } = account
  return {
    CreateDataCatalog(input: CreateDataCatalogInput): CreateDataCatalogOutput {
      const Name = constraints.requireText(account, ['name', input.Name], NAME)
      const isTaken = Name.toLowerCase() === DEFAULT_CATALOG.toLowerCase() || catalogs.has(Name)
      if (isTaken) throw invalidRequest(account, `DataCatalog ${Name} already exists`)
      const catalog = describe(account, { ...input, Name })
      catalogs.set(Name, catalog)
      setTags(account, arnOf(account, `datacatalog/${Name}`), input.Tags)
      return { DataCatalog: structuredClone(catalog) }
    },

    GetDataCatalog(input: GetDataCatalogInput): GetDataCatalogOutput {
      return { DataCatalog: structuredClone(findCatalog(account, input.Name)) }
    },

    UpdateDataCatalog(input: UpdateDataCatalogInput): object {
      const { Name = '' } = ownCatalog(account, input.Name)
      catalogs.set(Name, describe(account, { ...input, Name }))
      return {}
    },

    DeleteDataCatalog(input: DeleteDataCatalogInput): DeleteDataCatalogOutput {
      const catalog = ownCatalog(account, input.Name)
      catalogs.delete(catalog.Name ?? '')
      account.tags.delete(arnOf(account, `datacatalog/${catalog.Name}`))
      return { DataCatalog: structuredClone(catalog) }
    },

    ListDataCatalogs(input: ListDataCatalogsInput): ListDataCatalogsOutput {
      const all = [defaultCatalog(account), ...catalogs.values()]
      const { page, token } = pageOf(account, all, { ...input, max: 50, min: 2 })
      const DataCatalogsSummary = page.map(({ Name, Type, Status }) => ({
        CatalogName: Name,
        Type,
        Status,
      }))
      return { DataCatalogsSummary, ...token }
    },
  }
}

/** Returns a catalog, whatever the case of its name; throws InvalidRequestException. */
export function findCatalog(account: Account, name: string | undefined): DataCatalog {
  const wanted = constraints.requireText(account, ['name', name], { max: 256 })
  if (wanted.toLowerCase() === DEFAULT_CATALOG.toLowerCase()) return defaultCatalog(account)
  const found = account.catalogs.get(wanted)
  if (found) return found
  throw invalidRequest(account, `DataCatalog ${wanted} was not found`)
}

function ownCatalog(account: Account, name: string | undefined): DataCatalog {
  const catalog = findCatalog(account, name)
  if (catalog.Name !== DEFAULT_CATALOG) return catalog
  throw invalidRequest(account, `DataCatalog ${DEFAULT_CATALOG} cannot be modified`)
}

function defaultCatalog({ world }: Account): DataCatalog {
  return {
    Name: DEFAULT_CATALOG,
    Type: 'GLUE',
    Parameters: { 'catalog-id': world.accountId },
    Status: 'CREATE_COMPLETE',
  }
}

function describe(account: Account, input: CreateDataCatalogInput & { Name: string }): DataCatalog {
  const { Name, Type, Description, Parameters = {} } = input
  if (Type !== 'GLUE') throw notEmulated(account, `data catalogs of the type ${Type}`)
  if (Parameters['catalog-id'] !== account.world.accountId) {
    throw notEmulated(account, 'the Glue catalog of another account')
  }
  return {
    Name,
    Type,
    Parameters: { ...Parameters },
    ...(Description === undefined ? {} : { Description }),
    Status: 'CREATE_COMPLETE',
  }
}
