import { expect, test } from 'vitest'
import { testAthena, testRides } from '../test-athena.ts'

test('every account has the catalog AwsDataCatalog', () => {
  const { athena } = testAthena()
  expect(athena.ListDataCatalogs({}).DataCatalogsSummary).toEqual([
    { CatalogName: 'AwsDataCatalog', Type: 'GLUE', Status: 'CREATE_COMPLETE' },
  ])
  expect(() => athena.DeleteDataCatalog({ Name: 'awsdatacatalog' })).toThrow('cannot be modified')
})

test('a catalog can be another name of this account’s Glue, and nothing else', () => {
  const { athena } = testAthena()
  const Parameters = { 'catalog-id': '123456789012' }
  athena.CreateDataCatalog({ Name: 'ours', Type: 'GLUE', Parameters })
  expect(() => athena.CreateDataCatalog({ Name: 'ours', Type: 'GLUE', Parameters })).toThrow(
    'exists',
  )
  athena.UpdateDataCatalog({ Name: 'ours', Type: 'GLUE', Parameters, Description: 'Glue' })
  expect(athena.GetDataCatalog({ Name: 'ours' }).DataCatalog?.Description).toBe('Glue')
  expect(athena.GetDatabase({ CatalogName: 'ours', DatabaseName: 'lake' }).Database?.Name).toBe(
    'lake',
  )
  athena.DeleteDataCatalog({ Name: 'ours' })
  expect(() => athena.GetDataCatalog({ Name: 'ours' })).toThrow('was not found')
  expect(() => athena.CreateDataCatalog({ Name: 'fn', Type: 'LAMBDA' })).toThrow('does not emulate')
  const other = { 'catalog-id': '999999999999' }
  expect(() => athena.CreateDataCatalog({ Name: 'far', Type: 'GLUE', Parameters: other })).toThrow(
    'does not emulate',
  )
})

test('databases and tables are those of Glue', () => {
  const { athena, glue } = testRides()
  glue.CreateDatabase({
    DatabaseInput: { Name: 'archive', Description: 'old', Parameters: { a: 'b' } },
  })
  const CatalogName = 'AwsDataCatalog'
  expect(athena.ListDatabases({ CatalogName }).DatabaseList).toEqual([
    { Name: 'archive', Description: 'old', Parameters: { a: 'b' } },
    { Name: 'lake' },
  ])
  const first = athena.ListDatabases({ CatalogName, MaxResults: 1 })
  expect(first.DatabaseList).toHaveLength(1)
  const rest = athena.ListDatabases({ CatalogName, NextToken: first.NextToken })
  expect(rest).toEqual({ DatabaseList: [{ Name: 'lake' }] })
  const table = athena.GetTableMetadata({ CatalogName, DatabaseName: 'lake', TableName: 'Rides' })
  expect(table.TableMetadata).toMatchObject({
    Name: 'rides',
    TableType: 'EXTERNAL_TABLE',
    Columns: [
      { Name: 'rider', Type: 'string' },
      { Name: 'stars', Type: 'int' },
      { Name: 'fare', Type: 'double' },
    ],
    PartitionKeys: [{ Name: 'city', Type: 'string' }],
    Parameters: {
      location: 's3://lake/rides/',
      'serde.param.field.delim': ',',
      'skip.header.line.count': '1',
    },
  })
  const listed = (Expression?: string) =>
    athena.ListTableMetadata({ CatalogName, DatabaseName: 'lake', Expression }).TableMetadataList
  expect(listed()?.map(({ Name }) => Name)).toEqual(['rides'])
  expect(listed('x.*')).toEqual([])
})

test('what Glue does not have is a MetadataException', () => {
  const { athena } = testAthena()
  const CatalogName = 'AwsDataCatalog'
  for (const ask of [
    () => athena.GetDatabase({ CatalogName, DatabaseName: 'nothing' }),
    () => athena.ListTableMetadata({ CatalogName, DatabaseName: 'nothing' }),
    () => athena.GetTableMetadata({ CatalogName, DatabaseName: 'lake', TableName: 'nothing' }),
  ]) {
    expect(ask).toThrow(expect.objectContaining({ name: 'MetadataException' }))
  }
})
