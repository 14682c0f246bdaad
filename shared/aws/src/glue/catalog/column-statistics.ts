import type {
  ColumnStatistics,
  ColumnStatisticsData,
  DeleteColumnStatisticsForPartitionRequest,
  DeleteColumnStatisticsForTableRequest,
  GetColumnStatisticsForPartitionRequest,
  GetColumnStatisticsForTableRequest,
  GetColumnStatisticsForTableResponse,
  UpdateColumnStatisticsForPartitionRequest,
  UpdateColumnStatisticsForTableRequest,
  UpdateColumnStatisticsForTableResponse,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import * as constraints from '../constraints.ts'
import { invalidInput, notFound } from '../refusal.ts'
import { errorsOf } from './batch.ts'
import { partitionId, type StoredTable } from './catalog.ts'
import { findPartition, findTable } from './find.ts'

/** How many columns one request can name, and change (API pages of these operations). */
const MAX_READ = 100
const MAX_WRITTEN = 25

/** The member that holds the data of each type (SDK text, ColumnStatisticsData). */
const MEMBERS = {
  BINARY: 'BinaryColumnStatisticsData',
  BOOLEAN: 'BooleanColumnStatisticsData',
  DATE: 'DateColumnStatisticsData',
  DECIMAL: 'DecimalColumnStatisticsData',
  DOUBLE: 'DoubleColumnStatisticsData',
  LONG: 'LongColumnStatisticsData',
  STRING: 'StringColumnStatisticsData',
} as const satisfies Record<string, keyof ColumnStatisticsData>

/** Statistics of a table's columns, or of a partition's, by the column's name. */
type Statistics = Map<string, ColumnStatistics>

/**
 * Statistics of columns, as somebody computed them: they are kept, not checked against any data.
 * What fails for one column does not stop the others. AWS's texts of errors are not published.
 */
export function columnStatisticsOperations(account: Account) {
  const ofTable = (input: TableReference) => {
    const table = findTable(account, input)
    return { table, statistics: statisticsOf(table, '') }
  }
  const ofPartition = (input: PartitionReference) => {
    const table = findTable(account, input)
    const values = constraints.required(account, ['partitionValues', input.PartitionValues])
    findPartition(account, table, values)
    return { table, statistics: statisticsOf(table, partitionId(values)) }
  }

  return {
    /** GetColumnStatisticsForTable (SDK text). A column without statistics is among the errors. */
    GetColumnStatisticsForTable(input: GetColumnStatisticsForTableRequest) {
      return read(account, ofTable(input).statistics, input.ColumnNames)
    },

    /** GetColumnStatisticsForPartition (SDK text). */
    GetColumnStatisticsForPartition(input: GetColumnStatisticsForPartitionRequest) {
      return read(account, ofPartition(input).statistics, input.ColumnNames)
    },

    /** UpdateColumnStatisticsForTable (SDK text): creates them, or replaces a column's. */
    UpdateColumnStatisticsForTable(input: UpdateColumnStatisticsForTableRequest) {
      return write(account, ofTable(input), input.ColumnStatisticsList)
    },

    /** UpdateColumnStatisticsForPartition (SDK text). */
    UpdateColumnStatisticsForPartition(input: UpdateColumnStatisticsForPartitionRequest) {
      return write(account, ofPartition(input), input.ColumnStatisticsList)
    },

    /** DeleteColumnStatisticsForTable (SDK text). */
    DeleteColumnStatisticsForTable(input: DeleteColumnStatisticsForTableRequest): object {
      return remove(account, ofTable(input).statistics, input.ColumnName)
    },

    /** DeleteColumnStatisticsForPartition (SDK text). */
    DeleteColumnStatisticsForPartition(input: DeleteColumnStatisticsForPartitionRequest): object {
      return remove(account, ofPartition(input).statistics, input.ColumnName)
    },
  }
}

interface TableReference {
  CatalogId?: string | undefined
  DatabaseName: string | undefined
  TableName: string | undefined
}

interface PartitionReference extends TableReference {
  PartitionValues: string[] | undefined
}

interface Place {
  table: StoredTable
  statistics: Statistics
}

function statisticsOf({ statistics }: StoredTable, part: string): Statistics {
  const known = statistics.get(part) ?? new Map<string, ColumnStatistics>()
  statistics.set(part, known)
  return known
}

function read(
  account: Account,
  statistics: Statistics,
  columnNames: string[] | undefined,
): GetColumnStatisticsForTableResponse {
  const rule = { max: MAX_READ }
  const names = constraints.requireList(account, ['columnNames', columnNames], rule)
  const ColumnStatisticsList: ColumnStatistics[] = []
  const failed = errorsOf(account, names, (name) => {
    ColumnStatisticsList.push(structuredClone(find(account, statistics, name)))
  })
  const Errors = failed.map(([ColumnName, Error]) => ({ ColumnName, Error }))
  return { ColumnStatisticsList, ...(Errors.length > 0 && { Errors }) }
}

function write(
  account: Account,
  { table, statistics }: Place,
  list: ColumnStatistics[] | undefined,
): UpdateColumnStatisticsForTableResponse {
  const member: [string, ColumnStatistics[] | undefined] = ['columnStatisticsList', list]
  const wanted = constraints.requireList(account, member, { max: MAX_WRITTEN })
  const failed = errorsOf(account, wanted, (one) => {
    const name = constraints.requireFoldedName(account, ['columnName', one.ColumnName])
    checkColumn(account, table, name)
    constraints.requireText(account, ['columnType', one.ColumnType])
    constraints.required(account, ['analyzedTime', one.AnalyzedTime])
    checkData(account, constraints.required(account, ['statisticsData', one.StatisticsData]))
    statistics.set(name, { ...structuredClone(one), ColumnName: name })
  })
  const Errors = failed.map(([one, Error]) => ({ ColumnStatistics: structuredClone(one), Error }))
  return Errors.length > 0 ? { Errors } : {}
}

function remove(account: Account, statistics: Statistics, name: string | undefined): object {
  const folded = constraints.requireFoldedName(account, ['columnName', name])
  find(account, statistics, folded)
  statistics.delete(folded)
  return {}
}

function find(account: Account, statistics: Statistics, name: string): ColumnStatistics {
  const known = statistics.get(name.toLowerCase())
  if (known) return known
  throw notFound(account, `Column statistics for ${name} not found.`)
}

function checkColumn(account: Account, { current }: StoredTable, name: string): void {
  const columns = [...(current.StorageDescriptor?.Columns ?? []), ...(current.PartitionKeys ?? [])]
  if (columns.some(({ Name }) => Name?.toLowerCase() === name)) return
  throw notFound(account, `Column ${name} not found.`)
}

/** Exactly the data of the type that is said. */
function checkData(account: Account, data: ColumnStatisticsData): void {
  const types = Object.keys(MEMBERS) as (keyof typeof MEMBERS)[]
  const type = constraints.requireOneOf(account, ['statisticsData.type', data.Type], types)
  const present = types.filter((name) => data[MEMBERS[name]] !== undefined)
  if (present.length === 1 && present[0] === type) return
  const message = `Statistics of the type ${type} must have ${MEMBERS[type]} and nothing else.`
  throw invalidInput(account, message)
}
