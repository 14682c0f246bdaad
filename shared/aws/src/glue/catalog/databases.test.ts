import {
  AlreadyExistsException,
  EntityNotFoundException,
  ValidationException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testGlue } from '../test-glue.ts'

describe('a database', () => {
  test('is kept under its name in lower case', () => {
    const { glue, clock } = testGlue()
    const DatabaseInput = { Name: 'Lake', Description: 'Taxi trips', Parameters: { owner: 'ops' } }
    glue.CreateDatabase({ DatabaseInput })
    expect(glue.GetDatabase({ Name: 'LAKE' }).Database).toMatchObject({
      Name: 'lake',
      Description: 'Taxi trips',
      Parameters: { owner: 'ops' },
      CreateTime: new Date(clock.now()),
      CatalogId: '123456789012',
    })
    expect(() => glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })).toThrow(
      AlreadyExistsException,
    )
  })

  test('is replaced as a whole, and keeps the time of its creation', async () => {
    const { glue, clock } = testGlue()
    glue.CreateDatabase({ DatabaseInput: { Name: 'lake', Description: 'Taxi trips' } })
    const { CreateTime } = glue.GetDatabase({ Name: 'lake' }).Database!
    await clock.advance(1000)
    glue.UpdateDatabase({ Name: 'lake', DatabaseInput: { Name: 'lake', LocationUri: 's3://l/' } })
    const { Database } = glue.GetDatabase({ Name: 'lake' })
    expect(Database).toMatchObject({ LocationUri: 's3://l/', CreateTime })
    expect(Database?.Description).toBeUndefined()
  })

  test('goes with its tables', () => {
    const { glue } = testGlue()
    glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })
    glue.CreateTable({ DatabaseName: 'lake', TableInput: { Name: 'trips' } })
    glue.DeleteDatabase({ Name: 'Lake' })
    expect(() => glue.GetDatabase({ Name: 'lake' })).toThrow(EntityNotFoundException)
    glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })
    expect(glue.GetTables({ DatabaseName: 'lake' }).TableList).toEqual([])
  })

  test('needs a name, and the catalog of this account', () => {
    const { glue } = testGlue()
    const create = (Name: string) => () => glue.CreateDatabase({ DatabaseInput: { Name } })
    for (const name of ['', 'x'.repeat(256), 'a\nb']) {
      expect(create(name)).toThrow(ValidationException)
    }
    expect(() => glue.GetDatabases({ CatalogId: '999999999999' })).toThrow(EntityNotFoundException)
    expect(() => glue.GetDatabase({ Name: 'lake' })).toThrow('Database lake not found.')
  })
})

test('GetDatabases pages by name, and goes on where it was whatever changed meanwhile', () => {
  const { glue } = testGlue()
  for (const Name of ['c', 'a', 'b', 'd']) glue.CreateDatabase({ DatabaseInput: { Name } })
  const first = glue.GetDatabases({ MaxResults: 2 })
  expect(first.DatabaseList?.map(({ Name }) => Name)).toEqual(['a', 'b'])
  glue.DeleteDatabase({ Name: 'a' })
  const second = glue.GetDatabases({ MaxResults: 2, NextToken: first.NextToken })
  expect(second.DatabaseList?.map(({ Name }) => Name)).toEqual(['c', 'd'])
  expect(second.NextToken).toBeUndefined()
  expect(() => glue.GetDatabases({ NextToken: 'x' })).toThrow('The NextToken is not valid')
  expect(() => glue.GetDatabases({ MaxResults: 101 })).toThrow(ValidationException)
})
