import {
  BatchCreatePartitionCommand,
  type Column,
  CreateDatabaseCommand,
  CreateTableCommand,
  GetPartitionsCommand,
  GetTableCommand,
  type Partition,
  type PartitionInput,
  type Table,
  type TableInput,
} from '@aws-sdk/client-glue'
import type { CheckAws } from './check-aws.ts'

/** How many partitions BatchCreatePartition takes (developer guide, "Partition API"). */
const BATCH = 100

/** A database of the Glue Data Catalog. */
export interface CheckDatabase {
  name: string
  /** Creates a table; its name is one that nobody can guess, unless the settings have one. */
  table(settings: CatalogTableSettings): Promise<CheckCatalogTable>
}

/** A table's definition; without partition keys it has no partitions. */
export interface CatalogTableSettings extends Omit<TableInput, 'Name' | 'PartitionKeys'> {
  Name?: string
  /** The types of the partition keys by name, in order. */
  keys?: Record<string, string>
}

/** A table of the catalog to arrange before a candidate runs, and to look at afterwards. */
export interface CheckCatalogTable {
  database: string
  name: string
  /** What the catalog says of the table now. */
  definition(): Promise<Table>
  /** Adds partitions; throws RangeError for one that the catalog refuses. */
  add(...partitions: PartitionInput[]): Promise<void>
  /** Every partition, in no particular order. */
  partitions(): Promise<Partition[]>
}

/** Creates a database through the target, as AWS would. */
export async function createDatabase(aws: CheckAws): Promise<CheckDatabase> {
  const database = aws.uniqueName('database')
  await aws.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }))
  return {
    name: database,
    table: async ({ keys = {}, Name = aws.uniqueName('table'), ...settings }) => {
      const PartitionKeys: Column[] = Object.entries(keys).map(([key, Type]) => ({
        Name: key,
        Type,
      }))
      const TableInput = { ...settings, Name, PartitionKeys }
      await aws.send(new CreateTableCommand({ DatabaseName: database, TableInput }))
      return {
        database,
        name: Name,
        definition: async () => {
          const { Table } = await aws.send(new GetTableCommand({ DatabaseName: database, Name }))
          return Table!
        },
        add: (...partitions) => addPartitions(aws, { database, table: Name }, partitions),
        partitions: () => allPartitions(aws, { database, table: Name }),
      }
    },
  }
}

interface TableReference {
  database: string
  table: string
}

async function addPartitions(
  aws: CheckAws,
  { database, table }: TableReference,
  partitions: PartitionInput[],
): Promise<void> {
  for (let start = 0; start < partitions.length; start += BATCH) {
    const PartitionInputList = partitions.slice(start, start + BATCH)
    const input = { DatabaseName: database, TableName: table, PartitionInputList }
    const { Errors = [] } = await aws.send(new BatchCreatePartitionCommand(input))
    const [first] = Errors
    if (!first) continue
    const { PartitionValues = [], ErrorDetail } = first
    throw new RangeError(
      `Cannot add the partition "${PartitionValues.join('/')}": ${ErrorDetail?.ErrorCode}`,
    )
  }
}

async function allPartitions(
  aws: CheckAws,
  { database, table }: TableReference,
): Promise<Partition[]> {
  const partitions: Partition[] = []
  let NextToken: string | undefined
  do {
    const input = { DatabaseName: database, TableName: table, NextToken }
    const page = await aws.send(new GetPartitionsCommand(input))
    partitions.push(...(page.Partitions ?? []))
    NextToken = page.NextToken
  } while (NextToken)
  return partitions
}
