import { EntityNotFoundException, ValidationException } from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testTrips } from '../test-glue.ts'

const TABLE = { DatabaseName: 'lake', TableName: 'trips' }
const AnalyzedTime = new Date(1_772_000_000_000)

describe('statistics of columns', () => {
  test('are kept, replaced, read and deleted for a table', () => {
    const { glue } = testTrips()
    const read = (...ColumnNames: string[]) =>
      glue.GetColumnStatisticsForTable({ ...TABLE, ColumnNames })
    expect(update(glue, fares(7))).toEqual({})
    expect(update(glue, { ...fares(9), ColumnName: 'FARE' })).toEqual({})
    expect(read('fare')).toEqual({ ColumnStatisticsList: [fares(9)] })
    glue.DeleteColumnStatisticsForTable({ ...TABLE, ColumnName: 'fare' })
    expect(read('fare').ColumnStatisticsList).toEqual([])
    expect(() => glue.DeleteColumnStatisticsForTable({ ...TABLE, ColumnName: 'fare' })).toThrow(
      EntityNotFoundException,
    )
  })

  test('are those of one partition, and go with it', () => {
    const { glue } = testTrips()
    const PartitionValues = ['Rome', '2026-03-02']
    const place = { ...TABLE, PartitionValues }
    const read = () => glue.GetColumnStatisticsForPartition({ ...place, ColumnNames: ['fare'] })
    expect(read).toThrow(EntityNotFoundException)
    const create = () =>
      glue.CreatePartition({ ...TABLE, PartitionInput: { Values: PartitionValues } })
    create()
    const ColumnStatisticsList = [fares(3)]
    glue.UpdateColumnStatisticsForPartition({ ...place, ColumnStatisticsList })
    expect(read().ColumnStatisticsList).toEqual([fares(3)])
    expect(
      glue.GetColumnStatisticsForTable({ ...TABLE, ColumnNames: ['fare'] }).ColumnStatisticsList,
    ).toEqual([])
    glue.DeletePartition(place)
    create()
    expect(read().ColumnStatisticsList).toEqual([])
    glue.UpdateColumnStatisticsForPartition({ ...place, ColumnStatisticsList })
    glue.DeleteColumnStatisticsForPartition({ ...place, ColumnName: 'fare' })
    expect(read().ColumnStatisticsList).toEqual([])
  })

  test('fail for one column without stopping the others', () => {
    const { glue } = testTrips()
    const city = { ...fares(1), ColumnName: 'city' }
    const ColumnStatisticsList = [{ ...fares(1), ColumnName: 'tip' }, fares(2), city]
    city.StatisticsData = { ...city.StatisticsData, Type: 'STRING' }
    expect(glue.UpdateColumnStatisticsForTable({ ...TABLE, ColumnStatisticsList })).toMatchObject({
      Errors: [
        {
          ColumnStatistics: { ColumnName: 'tip' },
          Error: { ErrorCode: 'EntityNotFoundException' },
        },
        { ColumnStatistics: { ColumnName: 'city' }, Error: { ErrorCode: 'InvalidInputException' } },
      ],
    })
    const ColumnNames = ['fare', 'city']
    expect(glue.GetColumnStatisticsForTable({ ...TABLE, ColumnNames })).toMatchObject({
      ColumnStatisticsList: [fares(2)],
      Errors: [{ ColumnName: 'city', Error: { ErrorCode: 'EntityNotFoundException' } }],
    })
  })

  test('are handed out as copies', () => {
    const { glue } = testTrips()
    const read = () => glue.GetColumnStatisticsForTable({ ...TABLE, ColumnNames: ['fare'] })
    update(glue, fares(7))
    read().ColumnStatisticsList![0]!.StatisticsData!.DoubleColumnStatisticsData!.NumberOfNulls = 99
    expect(read().ColumnStatisticsList).toEqual([fares(7)])
  })

  test('are read for 100 columns and written for 25 at once', () => {
    const { glue } = testTrips()
    const ColumnNames = Array.from({ length: 101 }, (_, index) => `c${index}`)
    expect(() => glue.GetColumnStatisticsForTable({ ...TABLE, ColumnNames })).toThrow(
      ValidationException,
    )
    const ColumnStatisticsList = ColumnNames.slice(0, 26).map((ColumnName) => ({
      ...fares(1),
      ColumnName,
    }))
    expect(() => glue.UpdateColumnStatisticsForTable({ ...TABLE, ColumnStatisticsList })).toThrow(
      ValidationException,
    )
  })
})

type Glue = ReturnType<typeof testTrips>['glue']
type Statistics = ReturnType<typeof fares>

function update(glue: Glue, statistics: Statistics) {
  return glue.UpdateColumnStatisticsForTable({ ...TABLE, ColumnStatisticsList: [statistics] })
}

function fares(NumberOfDistinctValues: number) {
  const DoubleColumnStatisticsData = { NumberOfNulls: 0, NumberOfDistinctValues }
  const Type: 'DOUBLE' | 'STRING' = 'DOUBLE' as 'DOUBLE' | 'STRING'
  return {
    ColumnName: 'fare',
    ColumnType: 'double',
    AnalyzedTime,
    StatisticsData: { Type, DoubleColumnStatisticsData },
  }
}
