import * as sdk from '@aws-sdk/client-glue'
import { expect, test } from 'vitest'
import { freshWorld } from '../fresh-world.ts'
import { testGlue } from './test-glue.ts'

test('glue answers a client of the SDK, from an account of its own', async () => {
  const { client } = freshWorld()
  const glue = client<sdk.GlueClient>('GlueClient')
  await glue.send(new sdk.CreateDatabaseCommand({ DatabaseInput: { Name: 'lake' } }))
  const { DatabaseList } = await glue.send(new sdk.GetDatabasesCommand({}))
  expect(DatabaseList?.map(({ Name }) => Name)).toEqual(['lake'])
  expect(testGlue().glue.GetDatabases({}).DatabaseList).toEqual([])
})

test('glue has only operations that the SDK knows', () => {
  for (const name of Object.keys(testGlue().glue)) expect(sdk).toHaveProperty(`${name}Command`)
})
