import { GetPartitionsCommand, UpdateTableCommand } from '@aws-sdk/client-glue'
import { demoWorld, printTable } from '@workshop/testkit/demo'

// Two stations, a partition for each day from 2012 to 2015. A report wants three days of one
// station; then two jobs add a column to the table in the same minute.

const DAY = 24 * 3_600_000
const STATIONS = ['New York', 'Seattle']
const location = 's3://noaa/weather/'

const { aws } = demoWorld()
const weather = await (
  await aws.glue.database()
).table({
  Name: 'weather',
  keys: { station: 'string', day: 'date' },
  StorageDescriptor: { Location: location, Columns: [{ Name: 'temp_max', Type: 'double' }] },
  Parameters: { classification: 'csv' },
})
const days = Array.from({ length: 1_461 }, (_, n) =>
  new Date(Date.UTC(2012, 0, 1) + n * DAY).toISOString().slice(0, 10),
)
await weather.add(
  ...STATIONS.flatMap((station) =>
    days.map((day) => ({
      Values: [station, day],
      StorageDescriptor: { Location: `${location}station=${station}/day=${day}/` },
    })),
  ),
)

const wanted = "station = 'New York' AND day BETWEEN '2015-02-01' AND '2015-02-03'"
printTable(
  ['a report that', 'pages', 'partitions read', 'used'],
  [
    ['reads all and filters itself', ...(await read(undefined)), 3],
    ['lets Glue filter', ...(await read(wanted)), 3],
  ],
)

console.log('\nTwo jobs add a column, each to the table as it was before:\n')
const before = await weather.definition()
await addColumn('snow')
await addColumn('fog')
const { StorageDescriptor, Parameters } = await weather.definition()
const columns = StorageDescriptor?.Columns?.map(({ Name }) => Name).join(', ')
console.log(
  `without a version  columns: ${columns}; parameters: ${Object.keys(Parameters ?? {}).length}`,
)
const refusal = await addColumn('hail', before.VersionId).catch((error: Error) => error.name)
console.log(
  `with the version   ${String(refusal)}: nothing was lost, and somebody has to read again`,
)

async function read(Expression: string | undefined): Promise<[pages: number, partitions: number]> {
  const request = { DatabaseName: weather.database, TableName: weather.name, Expression }
  let pages = 0
  let partitions = 0
  let NextToken: string | undefined
  do {
    const page = await aws.send(new GetPartitionsCommand({ ...request, NextToken }))
    pages++
    partitions += page.Partitions?.length ?? 0
    NextToken = page.NextToken
  } while (NextToken)
  return [pages, partitions]
}

/** As in both jobs: only what the job thinks of is sent. */
async function addColumn(Name: string, VersionId?: string) {
  const Columns = [...before.StorageDescriptor!.Columns!, { Name, Type: 'boolean' }]
  const TableInput = { Name: weather.name, StorageDescriptor: { Columns } }
  await aws.send(new UpdateTableCommand({ DatabaseName: weather.database, TableInput, VersionId }))
}
