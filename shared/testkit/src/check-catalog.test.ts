import { DeletePartitionCommand } from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { freshCheck } from './fresh-check.ts'

describe('createDatabase', () => {
  test('creates tables with the keys and the names that a check gives', async () => {
    const { aws } = freshCheck().context
    const database = await aws.glue.database()
    const table = await database.table({ Name: 'trips', keys: { city: 'string', day: 'date' } })
    expect(await table.definition()).toMatchObject({
      DatabaseName: database.name,
      Name: 'trips',
      PartitionKeys: [
        { Name: 'city', Type: 'string' },
        { Name: 'day', Type: 'date' },
      ],
    })
    const [first, second] = [await database.table({}), await database.table({})]
    expect(first.name).not.toBe(second.name)
  })

  test('adds and reads more partitions than one call takes', async () => {
    const { aws } = freshCheck().context
    const table = await (await aws.glue.database()).table({ keys: { hour: 'int' } })
    const hours = Array.from({ length: 230 }, (_, hour) => String(hour))
    await table.add(...hours.map((hour) => ({ Values: [hour] })))
    const values = (await table.partitions()).map(({ Values = [] }) => Values.join('/'))
    expect(values.toSorted()).toEqual(hours.toSorted())
  })

  test('sees what was changed meanwhile', async () => {
    const { aws } = freshCheck().context
    const table = await (await aws.glue.database()).table({ keys: { hour: 'int' } })
    await table.add({ Values: ['7'] }, { Values: ['8'] })
    const input = { DatabaseName: table.database, TableName: table.name, PartitionValues: ['7'] }
    await aws.glue.client.send(new DeletePartitionCommand(input))
    expect(await table.partitions()).toMatchObject([{ Values: ['8'] }])
    expect(aws.calls().map(({ operation }) => operation)).toEqual(['DeletePartition'])
  })

  test('throws for a partition that the catalog refuses', async () => {
    const { aws } = freshCheck().context
    const table = await (await aws.glue.database()).table({ keys: { hour: 'int' } })
    await expect(table.add({ Values: ['7'] }, { Values: ['7'] })).rejects.toThrow(
      'Cannot add the partition "7": AlreadyExistsException',
    )
  })
})
