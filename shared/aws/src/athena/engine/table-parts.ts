import type * as Glue from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { allPartitions } from '../catalog/glue-catalog.ts'
import { formatOf } from './file-format.ts'
import type { TablePart } from './job.ts'
import { projectedValues, ProjectionRefusal } from './projection.ts'

/** A part of a table, and where its files are. */
export interface PartPlace extends Omit<TablePart, 'files'> {
  location: string
}

/**
 * The parts of a table: its partitions by the catalog, those that its projection computes
 * (user guide, "Partition projection"), or the table as one. A text says why it cannot be read.
 */
export function partsOf(account: Account, table: Glue.Table): PartPlace[] | string {
  const { Parameters = {}, StorageDescriptor: storage = {}, PartitionKeys: keys = [] } = table
  const tableFormat = Parameters['table_type']
  if (tableFormat !== undefined) return `tables of the type ${tableFormat}`
  if (!storage.Location) return 'tables without a location'
  if (keys.length === 0) {
    return [{ values: [], format: formatOf(storage, Parameters), location: storage.Location }]
  }
  if (Parameters['projection.enabled'] === 'true') return projectedParts(table)
  const partitions = allPartitions(account, table.DatabaseName ?? '', table.Name ?? '')
  return partitions.map(({ Values = [], StorageDescriptor, Parameters: own }) => ({
    values: Values,
    format: formatOf({ ...storage, ...StorageDescriptor }, { ...Parameters, ...own }),
    location: StorageDescriptor?.Location ?? '',
  }))
}

function projectedParts(table: Glue.Table): PartPlace[] | string {
  const { Parameters = {}, StorageDescriptor: storage = {}, PartitionKeys: keys = [] } = table
  const names = keys.map(({ Name = '' }) => Name)
  const format = formatOf(storage, Parameters)
  const template = Parameters['storage.location.template']
  try {
    return projectedValues(names, Parameters).map((values) => {
      const location = template
        ? template.replaceAll(
            /\$\{(\w+)\}/g,
            (_all, name: string) => values[names.indexOf(name)] ?? '',
          )
        : [
            storage.Location?.replace(/\/$/, ''),
            ...names.map((name, at) => `${name}=${values[at]}`),
          ].join('/')
      return { values, format, location }
    })
  } catch (error) {
    if (error instanceof ProjectionRefusal) return error.message
    throw error
  }
}
