import {
  InvalidInputException,
  InvalidStateException,
  ValidationException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testTrips } from '../test-glue.ts'

const table = { DatabaseName: 'lake', TableName: 'trips' }
const partition = (city: string, day = '2026-03-02') => ({ Values: [city, day] })

/** So many partitions, in the order in which GetPartitions gives them. */
function many(count: number) {
  return Array.from({ length: count }, (_, n) => partition(String(n).padStart(4, '0')))
}

describe('GetPartitions', () => {
  test('gives up to 1,000 a page, and every partition once', () => {
    const { glue } = testTrips()
    const all = many(250)
    for (let n = 0; n < all.length; n += 100) {
      glue.BatchCreatePartition({ ...table, PartitionInputList: all.slice(n, n + 100) })
    }
    expect(() => glue.GetPartitions({ ...table, MaxResults: 1001 })).toThrow(ValidationException)
    expect(glue.GetPartitions({ ...table, MaxResults: 1000 }).Partitions).toHaveLength(250)
    const seen: string[][] = []
    let NextToken: string | undefined
    do {
      const page = glue.GetPartitions({ ...table, NextToken })
      seen.push(...page.Partitions!.map(({ Values }) => Values!))
      NextToken = page.NextToken
    } while (NextToken)
    expect(seen).toEqual(all.map(({ Values }) => Values))
  })

  test('cuts the partitions into segments that do not overlap', () => {
    const { glue } = testTrips()
    glue.BatchCreatePartition({ ...table, PartitionInputList: many(100) })
    const segment = (SegmentNumber: number, TotalSegments: number) =>
      glue.GetPartitions({ ...table, Segment: { SegmentNumber, TotalSegments } }).Partitions!
    const segments = [0, 1, 2].map((number) => segment(number, 3))
    expect(Math.min(...segments.map(({ length }) => length))).toBeGreaterThan(10)
    const cities = segments.flat().map(({ Values }) => String(Values?.[0]))
    expect(cities.toSorted()).toEqual(many(100).map(({ Values }) => Values[0]))
    expect(() => segment(0, 11)).toThrow(ValidationException)
    expect(() => segment(3, 3)).toThrow(InvalidInputException)
  })

  test('filters by the expression and leaves out columns', () => {
    const { glue } = testTrips()
    for (const city of ['Rome', "O'Fallon"]) {
      const StorageDescriptor = { Columns: [{ Name: 'fare' }], Location: `s3://lake/${city}/` }
      glue.CreatePartition({ ...table, PartitionInput: { ...partition(city), StorageDescriptor } })
    }
    const Expression = "city = 'O''Fallon' AND day > '2026-03-01'"
    const get = (input: object) => glue.GetPartitions({ ...table, ...input }).Partitions
    expect(get({ Expression })).toMatchObject([{ StorageDescriptor: { Columns: [{}] } }])
    expect(get({ Expression, ExcludeColumnSchema: true })?.[0]?.StorageDescriptor).toEqual({
      Location: "s3://lake/O'Fallon/",
    })
    expect(() => get({ Expression: 'fare > 1' })).toThrow(InvalidInputException)
    expect(() => get({ Expression: `city = '${'x'.repeat(2048)}'` })).toThrow(ValidationException)
  })

  test('stumbles over a value that is not of its type', () => {
    const { glue } = testTrips()
    glue.CreatePartition({ ...table, PartitionInput: partition('Rome', 'soon') })
    const Expression = "day = '2026-03-02'"
    expect(() => glue.GetPartitions({ ...table, Expression })).toThrow(InvalidStateException)
  })
})
