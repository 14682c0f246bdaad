import * as sdk from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { departments, freshDatabase } from './fresh-database.ts'
import { dynamodb } from './service.ts'

test('names only operations that the SDK has', async () => {
  const commands = await dynamodb.sdk()
  const world = { clock: {}, region: 'us-west-2', accountId: '1' } as never
  for (const operation of Object.keys(dynamodb.create(world, sdk))) {
    expect(commands).toHaveProperty(`${operation}Command`)
  }
  expect(commands).toHaveProperty(dynamodb.client)
})

test("throws the SDK's own exceptions, modelled or not", async () => {
  const database = freshDatabase()
  const missing = database.call('DescribeTable', { TableName: 'departments' })
  await expect(missing).rejects.toBeInstanceOf(sdk.ResourceNotFoundException)
  await expect(missing).rejects.toMatchObject({
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  })
  const invalid = database.call('DescribeTable', {})
  await expect(invalid).rejects.toBeInstanceOf(sdk.DynamoDBServiceException)
  await expect(invalid).rejects.toMatchObject({ name: 'ValidationException' })
})

test('keeps two services apart', async () => {
  const first = freshDatabase()
  await departments(first)
  expect(await freshDatabase().call('ListTables')).toEqual({ TableNames: [] })
})
