import { UpdateTableCommand, type Column } from '@aws-sdk/client-glue'
import { candidate, expect, sync, test } from '@workshop/testkit'

const { evolveTable } = candidate(() => import('./evolve-table.ts'))

const withTip = sync((columns: Column[]) => [...columns, { Name: 'tip', Type: 'double' }])

test('adds a column', async ({ aws, sleep, random }) => {
  const trips = await (
    await aws.glue.database()
  ).table({
    StorageDescriptor: {
      Location: 's3://taxi/trips/',
      Columns: [{ Name: 'fare', Type: 'double' }],
    },
    Parameters: { classification: 'parquet' },
  })
  const deps = { client: aws.glue.client, sleep, random }

  const evolution = await evolveTable(trips.database, trips.name, withTip, deps)

  expect(evolution).toEqual({ version: '1', attempts: 1 })
  expect(await trips.definition()).toMatchObject({
    StorageDescriptor: {
      Location: 's3://taxi/trips/',
      Columns: [
        { Name: 'fare', Type: 'double' },
        { Name: 'tip', Type: 'double' },
      ],
    },
    Parameters: { classification: 'parquet' },
  })
})

test('reads again when somebody else changed the table meanwhile', async ({ aws, ...context }) => {
  const trips = await (await aws.glue.database()).table({ StorageDescriptor: { Columns: [] } })
  const deps = { client: aws.glue.client, sleep: context.sleep, random: context.random }
  aws.faults.on('UpdateTable', { call: 1 }, async (_, proceed) => {
    const TableInput = {
      Name: trips.name,
      StorageDescriptor: { Columns: [{ Name: 'toll', Type: 'double' }] },
    }
    await aws.send(new UpdateTableCommand({ DatabaseName: trips.database, TableInput }))
    return proceed()
  })

  const evolution = await evolveTable(trips.database, trips.name, withTip, deps)

  expect(evolution).toEqual({ version: '2', attempts: 2 })
  const { StorageDescriptor } = await trips.definition()
  expect(StorageDescriptor?.Columns?.map(({ Name }) => Name)).toEqual(['toll', 'tip'])
})
