import {
  AlreadyExistsException,
  ConcurrentModificationException,
  EntityNotFoundException,
  InvalidInputException,
  type TableInput,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testGlue, testTrips } from '../test-glue.ts'

const DatabaseName = 'lake'
const trips = { DatabaseName, Name: 'trips' }
const ofTrips = { DatabaseName, TableName: 'trips' }

describe('CreateTable', () => {
  test('keeps the definition, and adds what only Glue knows', () => {
    const { glue, clock } = testTrips()
    const now = new Date(clock.now())
    expect(glue.GetTable(trips).Table).toEqual({
      Name: 'trips',
      DatabaseName: 'lake',
      CreateTime: now,
      UpdateTime: now,
      Retention: 0,
      StorageDescriptor: { Columns: [{ Name: 'fare', Type: 'double' }], Location: 's3://lake/t/' },
      PartitionKeys: [
        { Name: 'city', Type: 'string' },
        { Name: 'day', Type: 'date' },
      ],
      CreatedBy: 'arn:aws:iam::123456789012:root',
      IsRegisteredWithLakeFormation: false,
      CatalogId: '123456789012',
      VersionId: '0',
      IsMultiDialectView: false,
    })
  })

  test('folds the name to lower case, and takes it once', () => {
    const { glue } = testTrips()
    const create = (Name: string) => () => glue.CreateTable({ DatabaseName, TableInput: { Name } })
    expect(create('TRIPS')).toThrow(AlreadyExistsException)
    create('Rides')()
    expect(glue.GetTable({ DatabaseName, Name: 'rides' }).Table?.Name).toBe('rides')
    expect(() => glue.CreateTable({ DatabaseName: 'sea', TableInput: { Name: 'x' } })).toThrow(
      'Database sea not found.',
    )
  })

  test('gives no hold on what is kept', () => {
    const { glue } = testTrips()
    glue.GetTable(trips).Table!.StorageDescriptor!.Columns!.pop()
    expect(glue.GetTable(trips).Table?.StorageDescriptor?.Columns).toHaveLength(1)
  })

  test('refuses what is not emulated by name', () => {
    const { glue } = testTrips()
    const OpenTableFormatInput = { IcebergInput: { MetadataOperation: 'CREATE' as const } }
    const TableInput = { Name: 'x' }
    expect(() => glue.CreateTable({ DatabaseName, TableInput, OpenTableFormatInput })).toThrow(
      'The member "OpenTableFormatInput" is not emulated',
    )
  })
})

describe('UpdateTable', () => {
  test('replaces the whole definition and archives the version before', async () => {
    const { glue, clock } = testTrips()
    const { CreateTime } = glue.GetTable(trips).Table!
    await clock.advance(1000)
    glue.UpdateTable({ DatabaseName, TableInput: { Name: 'Trips', Description: 'Rides' } })
    const { Table } = glue.GetTable(trips)
    expect(Table).toMatchObject({ Description: 'Rides', VersionId: '1', CreateTime })
    expect(Table?.UpdateTime).toEqual(new Date(clock.now()))
    expect(Table?.StorageDescriptor).toBeUndefined()
    const { TableVersions } = glue.GetTableVersions(ofTrips)
    expect(TableVersions?.map(({ VersionId }) => VersionId)).toEqual(['1', '0'])
    expect(glue.GetTableVersion({ ...ofTrips, VersionId: '0' }).TableVersion?.Table).toMatchObject({
      StorageDescriptor: { Location: 's3://lake/t/' },
    })
  })

  test('archives nothing if told so, and counts on', () => {
    const { glue } = testTrips()
    glue.UpdateTable({ DatabaseName, TableInput: { Name: 'trips' }, SkipArchive: true })
    expect(glue.GetTable(trips).Table?.VersionId).toBe('1')
    expect(glue.GetTableVersions(ofTrips).TableVersions).toHaveLength(1)
  })

  test('loses to whoever updated the version first', () => {
    const { glue } = testTrips()
    const update = (VersionId: string) =>
      glue.UpdateTable({ DatabaseName, TableInput: { Name: 'trips' }, VersionId })
    update('0')
    expect(() => update('0')).toThrow(ConcurrentModificationException)
    expect(() => update('0')).toThrow('Update table failed due to concurrent modifications.')
    update('1')
    expect(glue.GetTable(trips).Table?.VersionId).toBe('2')
  })

  test('needs a table', () => {
    const { glue } = testTrips()
    const TableInput: TableInput = { Name: 'rides' }
    expect(() => glue.UpdateTable({ DatabaseName, TableInput })).toThrow(EntityNotFoundException)
  })
})

describe('GetTables', () => {
  test('finds names that match the expression as a whole, page by page', () => {
    const { glue } = testTrips()
    for (const Name of ['trips_2025', 'trips_2026', 'rides']) {
      glue.CreateTable({ DatabaseName, TableInput: { Name } })
    }
    const names = (input: object) => {
      const { TableList, NextToken } = glue.GetTables({ DatabaseName, ...input })
      return { names: TableList?.map(({ Name }) => Name), NextToken }
    }
    expect(names({ Expression: 'trips' }).names).toEqual(['trips'])
    const first = names({ Expression: 'trips.*', MaxResults: 2 })
    expect(first.names).toEqual(['trips', 'trips_2025'])
    const { NextToken } = first
    expect(names({ Expression: 'trips.*', MaxResults: 2, NextToken }).names).toEqual(['trips_2026'])
    expect(() => names({ Expression: '(' })).toThrow(InvalidInputException)
  })
})

describe('deleting', () => {
  test('takes the versions and partitions along', () => {
    const { glue } = testTrips()
    glue.CreatePartition({ ...ofTrips, PartitionInput: { Values: ['Rome', '2026-03-02'] } })
    glue.DeleteTable({ DatabaseName, Name: 'Trips' })
    expect(() => glue.GetTable(trips)).toThrow('Table trips not found.')
    expect(() => glue.DeleteTable(trips)).toThrow(EntityNotFoundException)
    expect(() => glue.GetPartitions(ofTrips)).toThrow(EntityNotFoundException)
  })

  test('goes on past tables that are not there', () => {
    const { glue } = testTrips()
    const TablesToDelete = ['rides', 'trips']
    const { Errors } = glue.BatchDeleteTable({ DatabaseName, TablesToDelete })
    expect(Errors).toMatchObject([
      { TableName: 'rides', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } },
    ])
    expect(glue.GetTables({ DatabaseName }).TableList).toEqual([])
  })

  test('removes archived versions, never the present one', () => {
    const { glue } = testTrips()
    for (let n = 0; n < 3; n++) glue.UpdateTable({ DatabaseName, TableInput: { Name: 'trips' } })
    glue.DeleteTableVersion({ ...ofTrips, VersionId: '0' })
    const { Errors } = glue.BatchDeleteTableVersion({ ...ofTrips, VersionIds: ['0', '1', '3'] })
    expect(Errors).toMatchObject([
      { VersionId: '0', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } },
      { VersionId: '3', ErrorDetail: { ErrorCode: 'InvalidInputException' } },
    ])
    const left = glue.GetTableVersions({ ...ofTrips, MaxResults: 1 })
    expect(left.TableVersions?.[0]?.VersionId).toBe('3')
    const { TableVersions } = glue.GetTableVersions({ ...ofTrips, NextToken: left.NextToken })
    expect(TableVersions?.map(({ VersionId }) => VersionId)).toEqual(['2'])
  })
})

test('SearchTables finds texts and tokens, and sorts', () => {
  const { glue } = testGlue()
  glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })
  const add = (Name: string, Description: string) =>
    glue.CreateTable({ DatabaseName, TableInput: { Name, Description } })
  add('customer-link', 'Who is who')
  add('xlinky', 'Links')
  add('rides', 'All rides')
  const found = (input: object) => glue.SearchTables(input).TableList?.map(({ Name }) => Name)
  expect(found({})).toEqual(['customer-link', 'rides', 'xlinky'])
  expect(found({ SearchText: 'LINK' })).toEqual(['customer-link', 'xlinky'])
  expect(found({ SearchText: '"Links"' })).toEqual(['xlinky'])
  expect(found({ Filters: [{ Key: 'Name', Value: 'link' }] })).toEqual(['customer-link'])
  const SortCriteria = [{ FieldName: 'Name', Sort: 'DESC' }]
  expect(found({ SortCriteria, MaxResults: 1 })).toEqual(['xlinky'])
  expect(() => found({ Filters: [{ Key: 'UpdateTime', Value: '0' }] })).toThrow('is not emulated')
})
