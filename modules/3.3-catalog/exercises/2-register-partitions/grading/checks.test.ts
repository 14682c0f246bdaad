// Longer than most: each way in which the catalog refuses has a scene of its own.
import {
  type BatchCreatePartitionRequest,
  type BatchCreatePartitionResponse,
  DeleteTableCommand,
  type Partition,
} from '@aws-sdk/client-glue'
import { candidate, type CheckContext, checksFor, expect, sync } from '@workshop/testkit'
import type { Part } from '../register-partitions.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { registerPartitions } = candidate(() => import('../register-partitions.ts'))

const DESCRIPTOR = {
  Location: 's3://noaa/weather/',
  InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  SerdeInfo: {
    SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
    Parameters: { separatorChar: ',' },
  },
  Parameters: { 'skip.header.line.count': '1' },
  Columns: [{ Name: 'temp_max', Type: 'double' }],
}

check('registers each partition at its own place, as the table stores data', async (context) => {
  const { weather, register } = await start(context)
  const parts = days(3)
  expect(await register(parts)).toEqual({ created: 3, existed: 0, failed: [] })
  const found = (await weather.partitions()).map(({ Values, StorageDescriptor }) => ({
    Values,
    StorageDescriptor,
  }))
  expect(found).toEqual(
    parts.map(({ values, location }) => ({
      Values: values,
      StorageDescriptor: { ...DESCRIPTOR, Location: location },
    })),
  )
  expect(await register([])).toEqual({ created: 0, existed: 0, failed: [] })
})

check('sends a hundred partitions at once and no more', async (context) => {
  const { weather, register } = await start(context)
  const parts = days(235)
  expect(await register(parts)).toEqual({ created: 235, existed: 0, failed: [] })
  expect(placesOf(await weather.partitions())).toEqual(new Map(parts.map(placeOf)))
  const sizes = context.aws.calls('BatchCreatePartition').map(({ input }) => {
    return (input as unknown as BatchCreatePartitionRequest).PartitionInputList!.length
  })
  expect(sizes.toSorted((a, b) => a - b)).toEqual([35, 100, 100])
})

check(
  'takes those that are there already for a success, and leaves them alone',
  async (context) => {
    const { weather, register } = await start(context)
    const parts = days(120)
    const there = [0, 50, 119].map((index) => parts[index]!.values)
    await weather.add(...there.map((Values) => ({ Values, Parameters: { by: 'crawler' } })))

    expect(await register(parts)).toEqual({ created: 117, existed: 3, failed: [] })

    const kept = (await weather.partitions()).filter(({ Parameters }) => Parameters)
    expect(kept.map(({ Values }) => Values)).toEqual(there)
    expect(await register(parts)).toEqual({ created: 0, existed: 120, failed: [] })
  },
)

check('registers repeated values once, at the first place', async (context) => {
  const { weather, register } = await start(context)
  const [first, second] = days(2)
  const again = { values: first!.values, location: 's3://elsewhere/' }
  expect(await register([first!, second!, again])).toEqual({ created: 2, existed: 1, failed: [] })
  expect(placesOf(await weather.partitions())).toEqual(new Map([first!, second!].map(placeOf)))
})

check('tries again only those that failed in passing', async (context) => {
  const { weather, register } = await start(context)
  const parts = days(130)
  refuse(context.aws, ([, day], attempt) => {
    if (day === parts[4]!.values[1] && attempt === 1) return 'InternalServiceException'
    if (day === parts[77]!.values[1] && attempt < 3) return 'OperationTimeoutException'
    return day === parts[129]!.values[1] && attempt < 5
      ? 'ConcurrentModificationException'
      : undefined
  })
  expect(await register(parts)).toEqual({ created: 130, existed: 0, failed: [] })
  expect(placesOf(await weather.partitions())).toEqual(new Map(parts.map(placeOf)))
})

check('tries a request again that failed as a whole', async (context) => {
  const { weather, register } = await start(context)
  const busy = { name: 'OperationTimeoutException', status: 400 }
  context.aws.faults.fail('BatchCreatePartition', busy, { call: [1, 2] })
  expect(await register(days(7))).toEqual({ created: 7, existed: 0, failed: [] })
  expect(await weather.partitions()).toHaveLength(7)
})

check('reports what cannot be created, in order, and goes on', async (context) => {
  const { weather, register } = await start(context)
  const parts = days(110)
  const odd = { values: ['Seattle'], location: 's3://noaa/weather/Seattle/' }
  const busy = parts[3]!.values
  refuse(context.aws, ([station, day], attempt) => {
    if (day === busy[1]) return 'InternalServiceException'
    if (day === parts[60]!.values[1] && attempt === 1) return 'ResourceNumberLimitExceededException'
    return station === 'Seattle' && day === parts[108]!.values[1]
      ? 'EntityNotFoundException'
      : undefined
  })

  const registered = await register([odd, ...parts])

  expect(registered).toEqual({
    created: 107,
    existed: 0,
    failed: [
      { values: ['Seattle'], code: 'InvalidInputException' },
      { values: busy, code: 'InternalServiceException' },
      { values: parts[60]!.values, code: 'ResourceNumberLimitExceededException' },
      { values: parts[108]!.values, code: 'EntityNotFoundException' },
    ],
  })
  expect(await weather.partitions()).toHaveLength(107)
})

check('sends a partition five times, and waits longer before each retry', async (context) => {
  const waits: number[] = []
  const { register } = await start({
    ...context,
    random: sync(() => 0.5),
    sleep: async (ms) => {
      waits.push(ms)
    },
  })
  refuse(context.aws, () => 'OperationTimeoutException')
  const [part] = days(1)
  expect(await register([part!])).toEqual({
    created: 0,
    existed: 0,
    failed: [{ values: part!.values, code: 'OperationTimeoutException' }],
  })
  expect(context.aws.calls('BatchCreatePartition')).toHaveLength(5)
  expect(waits).toEqual([50, 100, 200, 400])
})

check('settles when an answer gets lost', async (context) => {
  const { weather, register } = await start(context)
  context.aws.faults.loseResponse('BatchCreatePartition', { call: 1 })
  expect(await register(days(140))).toEqual({ created: 40, existed: 100, failed: [] })
  expect(await weather.partitions()).toHaveLength(140)
})

check('throws for a table that is not there, or is dropped meanwhile', async (context) => {
  const { weather, register } = await start(context)
  const missing = { name: 'EntityNotFoundException' }
  await expect(register(days(250), 'weather_of_mars')).rejects.toMatchObject(missing)
  expect(context.aws.calls('BatchCreatePartition').length).toBeLessThanOrEqual(1)

  const { database: DatabaseName, name: Name } = weather
  context.aws.faults.on('BatchCreatePartition', { call: 2 }, async (_, proceed) => {
    await context.aws.send(new DeleteTableCommand({ DatabaseName, Name }))
    return proceed()
  })
  await expect(register(days(250))).rejects.toMatchObject(missing)
})

check('tells partitions apart by all their values', async (context) => {
  const { weather, register } = await start(context)
  const values = [
    ['New York', 'I/II/2012'],
    ['New York/I', 'II/2012'],
    ['New York, I', 'II'],
    ['New York', 'I,II'],
  ]
  const parts = values.map((pair, index) => ({ values: pair, location: `s3://noaa/odd/${index}/` }))
  refuse(context.aws, ([, day], attempt) => {
    return ['II/2012', 'I,II'].includes(day ?? '') && attempt === 1
      ? 'InternalServiceException'
      : undefined
  })
  expect(await register(parts)).toEqual({ created: 4, existed: 0, failed: [] })
  expect(placesOf(await weather.partitions())).toEqual(new Map(parts.map(placeOf)))
})

async function start({ aws, sleep, random }: CheckContext) {
  const database = await aws.glue.database()
  const keys = { station: 'string', day: 'string' }
  const weather = await database.table({ StorageDescriptor: DESCRIPTOR, keys })
  const deps = { client: aws.glue.client, sleep, random }
  const register = (parts: Part[], table = weather.name) =>
    registerPartitions(database.name, table, parts, deps)
  return { weather, register }
}

/** Partitions of one station for the first days of 2012. */
function days(count: number): Part[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2012, 0, 1 + index)).toISOString().slice(0, 10)
    return { values: ['Seattle', day], location: `s3://noaa/weather/Seattle/${day}/` }
  })
}

/** Has requests fail for partitions by their values; `attempt` counts from 1 for each of them. */
function refuse(
  aws: CheckContext['aws'],
  codeFor: (values: readonly string[], attempt: number) => string | undefined,
) {
  const attempts = new Map<string, number>()
  aws.faults.on('BatchCreatePartition', { call: 'all' }, async ({ input }, proceed) => {
    const { PartitionInputList = [] } = input as unknown as BatchCreatePartitionRequest
    const refused = PartitionInputList.map(({ Values = [] }) => {
      const id = JSON.stringify(Values)
      const attempt = (attempts.get(id) ?? 0) + 1
      attempts.set(id, attempt)
      return codeFor(Values, attempt)
    })
    const accepted = PartitionInputList.filter((_, index) => refused[index] === undefined)
    const output = await proceed({ ...input, PartitionInputList: accepted })
    const planned = PartitionInputList.flatMap(({ Values }, index) => {
      const ErrorCode = refused[index]
      return ErrorCode ? [{ PartitionValues: Values, ErrorDetail: { ErrorCode } }] : []
    })
    const { Errors = [] } = output as unknown as BatchCreatePartitionResponse
    return { Errors: [...planned.toReversed(), ...Errors] }
  })
}

function placeOf({ values, location }: Part): [string, string | undefined] {
  return [JSON.stringify(values), location]
}

function placesOf(partitions: readonly Partition[]): Map<string, string | undefined> {
  return new Map(
    partitions.map(({ Values, StorageDescriptor }) => [
      JSON.stringify(Values),
      StorageDescriptor?.Location,
    ]),
  )
}
