import { describe, expect, test } from 'vitest'
import { departments, freshDatabase } from './fresh-database.ts'

const TableName = 'departments'

describe('tags', () => {
  async function withArn() {
    const database = freshDatabase()
    await departments(database, { Tags: [{ Key: 'course', Value: '3.9' }] })
    const ResourceArn = 'arn:aws:dynamodb:us-west-2:123456789012:table/departments'
    const list = async () => (await database.call('ListTagsOfResource', { ResourceArn })).Tags
    return { ...database, ResourceArn, list }
  }

  test('are added, replaced and removed', async () => {
    const { call, ResourceArn, list } = await withArn()
    await call('TagResource', {
      ResourceArn,
      Tags: [
        { Key: 'env', Value: 'test' },
        { Key: 'course', Value: '3' },
      ],
    })
    expect(await list()).toEqual([
      { Key: 'course', Value: '3' },
      { Key: 'env', Value: 'test' },
    ])
    await call('UntagResource', { ResourceArn, TagKeys: ['course', 'nothing'] })
    expect(await list()).toEqual([{ Key: 'env', Value: 'test' }])
  })

  test.each([
    [
      'ListTagsOfResource',
      { ResourceArn: 'departments' },
      'ValidationException',
      'Invalid TableArn: Invalid ResourceArn provided as input departments',
    ],
    [
      'ListTagsOfResource',
      { ResourceArn: 'arn:aws:dynamodb:us-west-2:000000000000:table/other' },
      'AccessDeniedException',
      'is not authorized to perform: dynamodb:ListTagsOfResource',
    ],
    [
      'TagResource',
      { ResourceArn: 'arn:aws:dynamodb:us-west-2:123456789012:table/other', Tags: [] },
      'ResourceNotFoundException',
      'Requested resource not found',
    ],
    [
      'TagResource',
      { ResourceArn: 'arn:aws:dynamodb:us-west-2:123456789012:table/departments', Tags: [] },
      'ValidationException',
      'Atleast one Tag needs to be provided as Input.',
    ],
  ])('%s refuses %j', async (operation, input, name, message) => {
    const { call } = await withArn()
    const refused = call(operation, input)
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toMatchObject({ name })
  })
})

describe('continuous backups', () => {
  test('keep their window', async () => {
    const database = freshDatabase()
    const { call, advance, now } = database
    await departments(database)
    const recovery = async () =>
      (await call('DescribeContinuousBackups', { TableName })).ContinuousBackupsDescription
        .PointInTimeRecoveryDescription
    expect(await recovery()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' })
    const since = now()
    const PointInTimeRecoverySpecification = {
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 7,
    }
    await call('UpdateContinuousBackups', { TableName, PointInTimeRecoverySpecification })
    await advance(60 * 60 * 1000)
    expect(await recovery()).toEqual({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 7,
      EarliestRestorableDateTime: new Date(since),
      LatestRestorableDateTime: new Date(now() - 5 * 60 * 1000),
    })
    await advance(30 * 24 * 60 * 60 * 1000)
    expect((await recovery()).EarliestRestorableDateTime).toEqual(
      new Date(now() - 7 * 24 * 60 * 60 * 1000),
    )
  })

  test('know no table that is not there', async () => {
    const { call } = freshDatabase()
    await expect(call('DescribeContinuousBackups', { TableName })).rejects.toMatchObject({
      name: 'TableNotFoundException',
    })
  })
})

test('the account has the default quotas', async () => {
  const { call } = freshDatabase()
  expect((await call('DescribeLimits')).TableMaxReadCapacityUnits).toBe(40_000)
  expect((await call('DescribeEndpoints')).Endpoints[0].Address).toBe(
    'dynamodb.us-west-2.amazonaws.com',
  )
})
