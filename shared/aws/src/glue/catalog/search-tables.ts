import type {
  PropertyPredicate,
  SearchTablesRequest,
  SearchTablesResponse,
  SortCriterion,
  Table,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { notEmulated, refuseMembers } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { checkCatalogId } from './find.ts'

/** Members of a table that filters and sort criteria can name here. */
const SEARCHABLE = ['Name', 'DatabaseName', 'Description', 'Owner', 'TableType'] as const

/** SearchTables. */
export function searchTablesOperations(account: Account) {
  return {
    /**
     * SearchTables (SDK text), up to 1,000 tables a call. A text is found in names, descriptions,
     * columns and parameters; in double quotes, it must be all there is. A filter's value must be
     * one of the tokens into which punctuation cuts a member. Without criteria, the order is that
     * of database and table names. Not emulated: filters on times.
     */
    SearchTables(input: SearchTablesRequest): SearchTablesResponse {
      checkCatalogId(account, input)
      refuseMembers(account, input, ['ResourceShareType'])
      const rule = { otherwise: 100, min: 1, max: 1000 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const tests = (input.Filters ?? []).map((filter) => filterTest(account, filter))
      const found = [...account.catalog.databases.values()]
        .flatMap(({ tables }) => [...tables.values()].map(({ current }) => current))
        .filter((table) => contains(table, input.SearchText))
        .filter((table) => tests.every((test) => test(table)))
        .toSorted(order(account, input.SortCriteria ?? []))
      const ranks = new Map(found.map((table, rank) => [table, String(rank).padStart(8, '0')]))
      const keyOf = (table: Table) => ranks.get(table) ?? ''
      const { entries, token } = pageOf(account, found, { ...input, limit, keyOf })
      return { TableList: structuredClone(entries), ...token }
    },
  }
}

function contains(table: Table, text: string | undefined): boolean {
  if (!text) return true
  const { Columns = [] } = table.StorageDescriptor ?? {}
  const texts = [
    table.Name,
    table.Description,
    ...[...Columns, ...(table.PartitionKeys ?? [])].flatMap(({ Name, Comment }) => [Name, Comment]),
    ...Object.entries(table.Parameters ?? {}).flat(),
  ]
  const exact = /^"(.*)"$/.exec(text)?.[1]
  return texts.some((candidate = '') =>
    exact === undefined
      ? candidate.toLowerCase().includes(text.toLowerCase())
      : candidate === exact,
  )
}

function filterTest(
  account: Account,
  { Key, Value, Comparator }: PropertyPredicate,
): (table: Table) => boolean {
  if (Comparator && Comparator !== 'EQUALS') throw notEmulated(account, 'A filter on times')
  const member = searchable(account, Key)
  const wanted = Value?.toLowerCase() ?? ''
  return (table) => {
    const text = table[member]?.toLowerCase() ?? ''
    return text === wanted || text.split(/[^\p{L}\p{N}_]+/u).includes(wanted)
  }
}

function order(account: Account, criteria: SortCriterion[]): (a: Table, b: Table) => number {
  const members = criteria.map(({ FieldName, Sort }) => ({
    member: searchable(account, FieldName),
    sign: Sort === 'DESC' ? -1 : 1,
  }))
  const last = (['DatabaseName', 'Name'] as const).map((member) => ({ member, sign: 1 }))
  return (a, b) => {
    for (const { member, sign } of [...members, ...last]) {
      const [left, right] = [a[member] ?? '', b[member] ?? '']
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  }
}

function searchable(account: Account, name: string | undefined): (typeof SEARCHABLE)[number] {
  const member = SEARCHABLE.find((candidate) => candidate === name)
  if (member) return member
  throw notEmulated(account, `Searching by "${name}"`)
}
