import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { candidate, expect, test } from '@workshop/testkit'
import { mockClient } from 'aws-sdk-client-mock'

const { queryPoliceDepartmentRecordByGuid } = candidate(() => import('./query-by-guid.ts'))

const hollister = {
  PoliceDepartmentName: 'Hollister',
  UpdateTime: 'Fri Mar  2 12:43:43 2018',
  guid: '7e607b82-9e18-49dc-a9d7-e9628a9147ad',
}

test('returns the record that the course asks for', async ({ aws, log, logged }) => {
  const departments = await aws.dynamodb.table({ key: { guid: 'S' } })
  await departments.put(hollister)
  const deps = { doc: aws.dynamodb.doc, table: departments.name, region: 'us-east-1', log }

  expect(await queryPoliceDepartmentRecordByGuid(hollister.guid, deps)).toEqual(hollister)
  expect(logged).toHaveLength(1)
})

test('asks the client that it is given, even a mocked one', async ({ log }) => {
  const doc = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }))
  const mock = mockClient(doc)
  mock
    .on(GetCommand, { TableName: 'pd', Key: { guid: hollister.guid } })
    .resolves({ Item: hollister })
  mock.on(QueryCommand, { TableName: 'pd' }).resolves({ Items: [hollister] })
  const deps = { doc, table: 'pd', region: 'us-east-1', log }

  expect(await queryPoliceDepartmentRecordByGuid(hollister.guid, deps)).toEqual(hollister)
  expect(mock.calls()).toHaveLength(1)
})

test('refuses what is no guid', async ({ aws, log }) => {
  const deps = { doc: aws.dynamodb.doc, table: 'pd', region: 'us-east-1', log }

  await expect(queryPoliceDepartmentRecordByGuid('Hollister', deps)).rejects.toBeInstanceOf(
    TypeError,
  )
})
