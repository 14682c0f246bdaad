import type {
  BatchGetNamedQueryInput,
  BatchGetNamedQueryOutput,
  CreateNamedQueryInput,
  CreateNamedQueryOutput,
  DeleteNamedQueryInput,
  GetNamedQueryInput,
  GetNamedQueryOutput,
  ListNamedQueriesInput,
  ListNamedQueriesOutput,
  NamedQuery,
  UpdateNamedQueryInput,
} from '@aws-sdk/client-athena'
import { type Account, newId, once } from './account.ts'
import * as constraints from './constraints.ts'
import { pageOf } from './page.ts'
import { invalidRequest } from './refusal.ts'
import { MAX_QUERY } from './statements/statement.ts'
import { findWorkGroup } from './workgroups.ts'

const NAME = { max: 128 }
const DESCRIPTION = { max: 1024 }

/** The operations on named queries (SDK texts): texts that are kept, and run by nobody. */
export function namedQueryOperations(account: Account) {
  const { namedQueries } = account
  return {
    CreateNamedQuery(input: CreateNamedQueryInput): CreateNamedQueryOutput {
      const query = describe(account, input)
      const { ClientRequestToken: token, ...request } = input
      constraints.optionalText(account, ['clientRequestToken', token], { min: 32, max: 128 })
      const make = () => {
        const NamedQueryId = newId(account)
        namedQueries.set(NamedQueryId, { ...query, NamedQueryId })
        return NamedQueryId
      }
      const mismatch = () => invalidRequest(account, 'Idempotent parameters do not match')
      const named = token === undefined ? token : `named-query ${token}`
      return { NamedQueryId: once(account, { token: named, request }, make, mismatch) }
    },

    GetNamedQuery(input: GetNamedQueryInput): GetNamedQueryOutput {
      return { NamedQuery: { ...find(account, input.NamedQueryId) } }
    },

    UpdateNamedQuery(input: UpdateNamedQueryInput): object {
      const query = find(account, input.NamedQueryId)
      const Name = constraints.requireText(account, ['name', input.Name], NAME)
      const rule = { max: MAX_QUERY }
      const QueryString = constraints.requireText(account, ['queryString', input.QueryString], rule)
      constraints.optionalText(account, ['description', input.Description], {
        min: 0,
        ...DESCRIPTION,
      })
      const { Description = query.Description } = input
      namedQueries.set(query.NamedQueryId, { ...query, Name, QueryString, Description })
      return {}
    },

    DeleteNamedQuery(input: DeleteNamedQueryInput): object {
      namedQueries.delete(find(account, input.NamedQueryId).NamedQueryId)
      return {}
    },

    ListNamedQueries(input: ListNamedQueriesInput): ListNamedQueriesOutput {
      const { name } = findWorkGroup(account, input.WorkGroup)
      const ids = [...namedQueries.values()]
        .filter(({ WorkGroup }) => WorkGroup === name)
        .map(({ NamedQueryId }) => NamedQueryId ?? '')
      const { page, token } = pageOf(account, ids, { ...input, max: 50 })
      return { NamedQueryIds: page, ...token }
    },

    BatchGetNamedQuery(input: BatchGetNamedQueryInput): BatchGetNamedQueryOutput {
      const member: [string, string[] | undefined] = ['namedQueryIds', input.NamedQueryIds]
      const ids = constraints.requireList(account, member, { max: 50 })
      const found = ids.flatMap((id) => namedQueries.get(id) ?? [])
      const missing = ids.filter((id) => !namedQueries.has(id))
      return {
        NamedQueries: found.map((query) => ({ ...query })),
        UnprocessedNamedQueryIds: missing.map((NamedQueryId) => ({
          NamedQueryId,
          ErrorCode: 'INVALID_INPUT',
          ErrorMessage: `NamedQuery ${NamedQueryId} was not found`,
        })),
      }
    },
  }
}

function describe(account: Account, input: CreateNamedQueryInput): NamedQuery {
  const { Description } = input
  constraints.optionalText(account, ['description', Description], DESCRIPTION)
  return {
    Name: constraints.requireText(account, ['name', input.Name], NAME),
    Database: constraints.requireText(account, ['database', input.Database], { max: 255 }),
    QueryString: constraints.requireText(account, ['queryString', input.QueryString], {
      max: MAX_QUERY,
    }),
    WorkGroup: findWorkGroup(account, input.WorkGroup).name,
    ...(Description === undefined ? {} : { Description }),
  }
}

function find(account: Account, id: string | undefined): NamedQuery & { NamedQueryId: string } {
  const name = constraints.requireText(account, ['namedQueryId', id], { max: 128 })
  const query = account.namedQueries.get(name)
  if (query) return { ...query, NamedQueryId: name }
  throw invalidRequest(account, `NamedQuery ${name} was not found`)
}
