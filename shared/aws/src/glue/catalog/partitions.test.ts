import {
  AlreadyExistsException,
  EntityNotFoundException,
  InvalidInputException,
  ValidationException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testTrips } from '../test-glue.ts'

const table = { DatabaseName: 'lake', TableName: 'trips' }
const partition = (city: string, day = '2026-03-02') => ({ Values: [city, day] })

/** So many partitions. */
function many(count: number) {
  return Array.from({ length: count }, (_, n) => partition(String(n).padStart(4, '0')))
}

describe('a partition', () => {
  test('is created once, read, changed and deleted', async () => {
    const { glue, clock } = testTrips()
    const created = new Date(clock.now())
    const PartitionInput = { ...partition('Rome'), Parameters: { files: '3' } }
    glue.CreatePartition({ ...table, PartitionInput })
    expect(() => glue.CreatePartition({ ...table, PartitionInput })).toThrow(AlreadyExistsException)
    await clock.advance(1000)
    const PartitionValueList = ['Rome', '2026-03-02']
    glue.UpdatePartition({ ...table, PartitionValueList, PartitionInput: partition('Rome') })
    expect(glue.GetPartition({ ...table, PartitionValues: PartitionValueList }).Partition).toEqual({
      Values: PartitionValueList,
      DatabaseName: 'lake',
      TableName: 'trips',
      CreationTime: created,
      CatalogId: '123456789012',
    })
    glue.DeletePartition({ ...table, PartitionValues: PartitionValueList })
    expect(() => glue.GetPartition({ ...table, PartitionValues: PartitionValueList })).toThrow(
      'Cannot find partition.',
    )
  })

  test('moves when it gets other values, but not onto another', () => {
    const { glue } = testTrips()
    for (const city of ['Rome', 'Oslo']) {
      glue.CreatePartition({ ...table, PartitionInput: partition(city) })
    }
    const move = (city: string) =>
      glue.UpdatePartition({
        ...table,
        PartitionValueList: ['Rome', '2026-03-02'],
        PartitionInput: partition(city),
      })
    expect(() => move('Oslo')).toThrow(AlreadyExistsException)
    move('Bonn')
    const { Partitions } = glue.GetPartitions(table)
    expect(Partitions?.map(({ Values }) => Values?.[0])).toEqual(['Bonn', 'Oslo'])
  })

  test('needs a value for every key', () => {
    const { glue } = testTrips()
    const create = (Values: string[]) => () =>
      glue.CreatePartition({ ...table, PartitionInput: { Values } })
    expect(create(['Rome'])).toThrow(InvalidInputException)
    expect(create([])).toThrow(
      'The number of partition keys do not match the number of partition values',
    )
  })
})

describe('a batch', () => {
  test('creates what it can and names what it cannot', () => {
    const { glue } = testTrips()
    glue.CreatePartition({ ...table, PartitionInput: partition('Rome') })
    const PartitionInputList = [partition('Rome'), { Values: ['Oslo'] }, partition('Bonn')]
    expect(glue.BatchCreatePartition({ ...table, PartitionInputList }).Errors).toEqual([
      {
        PartitionValues: ['Rome', '2026-03-02'],
        ErrorDetail: {
          ErrorCode: 'AlreadyExistsException',
          ErrorMessage: 'Partition already exists.',
        },
      },
      {
        PartitionValues: ['Oslo'],
        ErrorDetail: {
          ErrorCode: 'InvalidInputException',
          ErrorMessage: 'The number of partition keys do not match the number of partition values',
        },
      },
    ])
    expect(glue.GetPartitions(table).Partitions).toHaveLength(2)
  })

  test('takes so many partitions, and none of one more', () => {
    const { glue } = testTrips()
    const create = (count: number) =>
      glue.BatchCreatePartition({ ...table, PartitionInputList: many(count) })
    expect(() => create(101)).toThrow(ValidationException)
    expect(glue.GetPartitions(table).Partitions).toEqual([])
    expect(create(100).Errors).toEqual([])
    const get = (count: number) =>
      glue.BatchGetPartition({ ...table, PartitionsToGet: many(count) })
    expect(() => get(1001)).toThrow(ValidationException)
    expect(get(1000)).toMatchObject({ Partitions: { length: 100 }, UnprocessedKeys: [] })
    const entry = ({ Values }: { Values: string[] }) => ({
      PartitionValueList: Values,
      PartitionInput: { Values, Parameters: { seen: 'yes' } },
    })
    const update = (count: number) =>
      glue.BatchUpdatePartition({ ...table, Entries: many(count).map(entry) })
    expect(() => update(101)).toThrow(ValidationException)
    expect(() => update(0)).toThrow(ValidationException)
    expect(update(100).Errors).toEqual([])
    expect(get(1).Partitions?.[0]?.Parameters).toEqual({ seen: 'yes' })
    const remove = (count: number) =>
      glue.BatchDeletePartition({ ...table, PartitionsToDelete: many(count) })
    expect(() => remove(26)).toThrow(ValidationException)
    expect(remove(25).Errors).toEqual([])
    expect(remove(1).Errors).toMatchObject([
      {
        PartitionValues: ['0000', '2026-03-02'],
        ErrorDetail: { ErrorCode: 'EntityNotFoundException' },
      },
    ])
  })

  test('fails as a whole where there is no table', () => {
    const { glue } = testTrips()
    const PartitionInputList = many(1)
    expect(() =>
      glue.BatchCreatePartition({ DatabaseName: 'lake', TableName: 'x', PartitionInputList }),
    ).toThrow(EntityNotFoundException)
  })
})

test('partition indexes are made of partition keys, three at most', () => {
  const { glue } = testTrips()
  const add = (IndexName: string, Keys = ['day']) =>
    glue.CreatePartitionIndex({ ...table, PartitionIndex: { IndexName, Keys } })
  add('by-day')
  expect(() => add('by-day')).toThrow(AlreadyExistsException)
  expect(() => add('by-fare', ['fare'])).toThrow(InvalidInputException)
  expect(glue.GetPartitionIndexes(table).PartitionIndexDescriptorList).toEqual([
    { IndexName: 'by-day', Keys: [{ Name: 'day', Type: 'date' }], IndexStatus: 'ACTIVE' },
  ])
  add('b')
  add('c')
  expect(() => add('d')).toThrow('more than 3 partition indexes')
  glue.DeletePartitionIndex({ ...table, IndexName: 'c' })
  expect(() => glue.DeletePartitionIndex({ ...table, IndexName: 'c' })).toThrow(
    EntityNotFoundException,
  )
})
