import { candidate, checksFor, expect } from '@workshop/testkit'
import type { TableLayout } from '../partitions-from-keys.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { partitionsFromKeys } = candidate(() => import('../partitions-from-keys.ts'))

const WEATHER: TableLayout = {
  location: 's3://noaa/lake/weather/',
  partitionKeys: [
    { name: 'station', type: 'string' },
    { name: 'year', type: 'int' },
  ],
}
const BY_TIME: TableLayout = {
  location: 's3://noaa/lake/hourly/',
  partitionKeys: [{ name: 'seen', type: 'string' }],
}

check('counts the files of each partition', async () => {
  const keys = ['Seattle/2012/a', 'New York/2012/a', 'Seattle/2012/b', 'Seattle/2013/x/y/c'].map(
    (path) => {
      const [station, year, ...file] = path.split('/')
      return `lake/weather/station=${station}/year=${year}/${file.join('/')}.csv`
    },
  )
  expect(await partitionsFromKeys([...keys, keys[0]!], WEATHER)).toEqual({
    partitions: [
      found(['Seattle', '2012'], 'station=Seattle/year=2012', 3),
      found(['New York', '2012'], 'station=New York/year=2012', 1),
      found(['Seattle', '2013'], 'station=Seattle/year=2013', 1),
    ],
    skipped: [],
  })
  expect(await partitionsFromKeys([], WEATHER)).toEqual({ partitions: [], skipped: [] })
})

check('gives values in the order of the table, whatever the case of names', async () => {
  const keys = [
    'lake/weather/year=2014/station=Seattle/a.csv',
    'lake/weather/STATION=Boston/Year=2015/a.csv',
  ]
  const { partitions } = await partitionsFromKeys(keys, WEATHER)
  expect(partitions).toEqual([
    found(['Seattle', '2014'], 'year=2014/station=Seattle', 1),
    found(['Boston', '2015'], 'STATION=Boston/Year=2015', 1),
  ])
})

check('decodes what Hive encoded, and leaves other percent signs', async () => {
  const values = {
    '2012-01-31 06%3A00%3a00': '2012-01-31 06:00:00',
    'New%20York%2FJFK': 'New York/JFK',
    '100%25%20sure': '100% sure',
    '%2541': '%41',
    '50%': '50%',
    'off%2050%': 'off 50%',
    '5%xy%4': '5%xy%4',
    'São+Paulo': 'São+Paulo',
  }
  const keys = Object.keys(values).map((value) => `lake/hourly/se%65n=${value}/a.csv`)
  const { partitions } = await partitionsFromKeys(keys, BY_TIME)
  expect(partitions.map((partition) => partition.values[0])).toEqual(Object.values(values))
  expect(partitions[0]?.location).toBe('s3://noaa/lake/hourly/se%65n=2012-01-31 06%3A00%3a00/')
})

check('takes everything after the first equals sign for the value', async () => {
  const keys = ['lake/hourly/seen=a=b/1.csv', 'lake/hourly/seen==/1.csv']
  const { partitions } = await partitionsFromKeys(keys, BY_TIME)
  expect(partitions.map(({ values }) => values)).toEqual([['a=b'], ['=']])
})

check('keeps the partition for NULL, of any type', async () => {
  const NULL = '__HIVE_DEFAULT_PARTITION__'
  const keys = [`lake/weather/station=${NULL}/year=${NULL}/a.csv`]
  const { partitions, skipped } = await partitionsFromKeys(keys, WEATHER)
  expect(partitions).toEqual([found([NULL, NULL], `station=${NULL}/year=${NULL}`, 1)])
  expect(skipped).toEqual([])
})

check('leaves out what is no data', async () => {
  const folder = 'lake/weather/station=Seattle/year=2012'
  const keys = [
    'lake/weather/',
    'lake/weather/_SUCCESS',
    `${folder}/`,
    `${folder}_$folder$`,
    `${folder}/.part-0.csv.crc`,
    `${folder}/_temporary/0/part-0.csv`,
    'lake/weather/.hive-staging/station=Seattle/year=2012/a.csv',
    'lake/weather/_year=2012/station=Seattle/a.csv',
  ]
  const kept = [`${folder}/part_0.csv`, `${folder}/v1.2/a.b_c`]
  const { partitions, skipped } = await partitionsFromKeys([...keys, ...kept], WEATHER)
  expect(skipped).toEqual(keys.map((key) => ({ key, reason: 'not-data' })))
  expect(partitions.map(({ files }) => files)).toEqual([2])

  const hidden = { ...BY_TIME, location: 's3://noaa/_lake/.hourly' }
  const below = await partitionsFromKeys(['_lake/.hourly/seen=1/a.csv'], hidden)
  expect(below.skipped).toEqual([])
})

check('keeps to the location of the table', async () => {
  const keys = [
    'lake/weather2/station=Seattle/year=2012/a.csv',
    'weather/station=Seattle/year=2012/a.csv',
    'lake/weather',
    'old/lake/weather/station=Seattle/year=2012/a.csv',
  ]
  const inside = 'lake/weather/station=Seattle/year=2012/a.csv'
  const outside = keys.map((key) => ({ key, reason: 'outside' }))
  for (const location of ['s3://noaa/lake/weather/', 's3://noaa/lake/weather']) {
    const { partitions, skipped } = await partitionsFromKeys([...keys, inside], {
      ...WEATHER,
      location,
    })
    expect(skipped).toEqual(outside)
    expect(partitions).toEqual([found(['Seattle', '2012'], 'station=Seattle/year=2012', 1)])
  }
  for (const location of ['s3://noaa', 's3://noaa/']) {
    const whole = await partitionsFromKeys(['seen=1/a.csv'], { ...BY_TIME, location })
    expect(whole.partitions).toEqual([{ values: ['1'], location: 's3://noaa/seen=1/', files: 1 }])
  }
})

check('skips keys of another layout', async () => {
  const keys = [
    'lake/weather/a.csv',
    'lake/weather/station=Seattle/a.csv',
    'lake/weather/station=Seattle/2012/a.csv',
    'lake/weather/station=Seattle/years/a.csv',
    'lake/weather/2012/station=Seattle/year=2012/a.csv',
    'lake/weather/station=Seattle/month=1/year=2012/a.csv',
    'lake/weather/year=2012/year=2013/station=Seattle/a.csv',
    'lake/weather/station=Seattle/year=2012',
  ]
  expect(await partitionsFromKeys(keys, WEATHER)).toEqual({
    partitions: [],
    skipped: keys.map((key) => ({ key, reason: 'layout' })),
  })
})

check('checks values by the types of their keys', async () => {
  const daily: TableLayout = {
    location: 's3://noaa/daily/',
    partitionKeys: [
      { name: 'day', type: 'date' },
      { name: 'run', type: 'bigint' },
      { name: 'by', type: 'string' },
    ],
  }
  const key = (day: string, run: string, by: string) => `daily/day=${day}/run=${run}/by=${by}/a`
  const right = [
    key('2012-02-29', '007', 'x'),
    key('1970-01-01', '-1', 'null'),
    key('2015-12-31', '99999999999999999999', '0'),
  ]
  const wrong = [
    key('2013-02-29', '1', 'x'),
    key('2012-1-31', '1', 'x'),
    key('2012-13-01', '1', 'x'),
    key('+012012-01-31', '1', 'x'),
    key('2012-01-31', '1.5', 'x'),
    key('2012-01-31', '', 'x'),
    key('2012-01-31', '1e3', 'x'),
    key('2012-01-31', '1', ''),
  ]
  const { partitions, skipped } = await partitionsFromKeys([...wrong, ...right], daily)
  expect(skipped).toEqual(wrong.map((skippedKey) => ({ key: skippedKey, reason: 'type' })))
  expect(partitions.map(({ values }) => values)).toEqual([
    ['2012-02-29', '007', 'x'],
    ['1970-01-01', '-1', 'null'],
    ['2015-12-31', '99999999999999999999', '0'],
  ])
})

check('gives one place to values that stand in two folders', async () => {
  const keys = [
    'lake/weather/station=New%20York/year=2012/a.csv',
    'lake/weather/station=New York/year=2012/b.csv',
    'lake/weather/year=2012/station=New%20York/c.csv',
    'lake/weather/station=New%20York/year=2012/d.csv',
    'lake/weather/station=New%20York/year=02012/e.csv',
  ]
  expect(await partitionsFromKeys(keys, WEATHER)).toEqual({
    partitions: [
      found(['New York', '2012'], 'station=New%20York/year=2012', 2),
      found(['New York', '02012'], 'station=New%20York/year=02012', 1),
    ],
    skipped: [keys[1], keys[2]].map((key) => ({ key, reason: 'elsewhere' })),
  })
})

function found(values: string[], folder: string, files: number) {
  return { values, location: `s3://noaa/lake/weather/${folder}/`, files }
}
