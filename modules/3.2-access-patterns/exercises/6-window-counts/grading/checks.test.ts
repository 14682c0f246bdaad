import { readFileSync } from 'node:fs'
import { candidate, checksFor, expect, streamOf } from '@workshop/testkit'
import type { Options, StreamRecord } from '../window-counts.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { windowCounts } = candidate(() => import('../window-counts.ts'))

const HOUR = 3_600_000
const file = new URL('../../../data/earthquakes.json', import.meta.url)
const quakes = JSON.parse(readFileSync(file, 'utf8')) as [string, number, number][]

/** A record by the minute in which it happened and the minute in which it arrived. */
function record(
  shard: string,
  at: number,
  arrived: number,
  { id = `${shard}${at}`, sequenceNumber = `${arrived}` } = {},
): StreamRecord {
  return { shard, id, sequenceNumber, at: at * 60_000, arrived: arrived * 60_000 }
}

/** What comes out, in minutes: `60: 3` for a window, `late b17` for a record. */
async function results(records: StreamRecord[], options: Partial<Options> = {}) {
  const all = { windowMs: HOUR, latenessMs: 0, idleMs: HOUR, shards: ['a'], ...options }
  const found = await Array.fromAsync(windowCounts(streamOf(records), all))
  return found.map((result) =>
    'late' in result ? `late ${result.late.id}` : `${result.start / 60_000}: ${result.count}`,
  )
}

check('counts events by the window in which they happened', async () => {
  const records = [5, 10, 55, 61, 200].map((at, index) => record('a', at, 1000 + index))
  expect(await results(records)).toEqual(['0: 3', '60: 1', '180: 1'])
  expect(await results([])).toEqual([])
})

check('puts a boundary into the later window, also before 1970', async () => {
  const records = [-61, -60, -59, -1, 0, 59, 60].map((at, index) => record('a', at, index))
  expect(await results(records)).toEqual(['-120: 1', '-60: 3', '0: 2', '60: 1'])
})

check('waits for what comes out of order', async () => {
  const records = [10, 70, 30, 89, 20, 90, 40].map((at, index) => record('a', at, 100 + index))
  const latenessMs = HOUR / 2
  expect(await results(records, { latenessMs })).toEqual(['0: 3', 'late a40', '60: 3'])
  const backwards = [130, 70, 10].map((at, index) => record('a', at, 100 + index))
  const ordered = ['0: 1', '60: 1', '120: 1']
  expect(await results(backwards, { latenessMs: 5 * HOUR })).toEqual(ordered)
})

check('yields what is too late, and does not count it', async () => {
  const records = [10, 60, 59, 61, 130, 119, 120].map((at, index) => record('a', at, 200 + index))
  expect(await results(records)).toEqual(['0: 1', 'late a59', '60: 2', 'late a119', '120: 2'])
})

check('counts an event once, however often it comes', async () => {
  const records = [
    record('a', 10, 100),
    record('a', 20, 101, { id: 'retried', sequenceNumber: '7' }),
    record('a', 20, 102, { id: 'retried', sequenceNumber: '8' }),
    record('a', 10, 103, { sequenceNumber: '100' }),
    record('a', 15, 104),
    record('a', 70, 105),
    record('a', 20, 106, { id: 'retried', sequenceNumber: '9' }),
  ]
  expect(await results(records)).toEqual(['0: 3', 'late retried', '60: 1'])
})

check('waits for the slowest shard', async () => {
  const records = [
    record('a', 10, 100),
    record('a', 130, 101),
    record('b', 20, 102),
    record('b', 50, 103),
    record('a', 200, 104),
    record('b', 61, 105),
    record('b', 125, 106),
  ]
  const shards = ['a', 'b']
  expect(await results(records, { shards })).toEqual(['0: 3', '60: 1', '120: 2', '180: 1'])
  const late = [...records, record('b', 60, 107), record('b', 121, 108)]
  expect(await results(late, { shards })).toContain('late b60')
})

check('waits for a shard from which nothing came yet', async () => {
  const records = [record('a', 10, 100), record('a', 130, 101), record('b', 20, 159)]
  expect(await results(records, { shards: ['a', 'b'] })).toEqual(['0: 2', '120: 1'])
})

check('does not wait for a shard that is idle', async () => {
  const shards = ['a', 'b', 'never']
  const records = [
    record('b', 5, 100),
    record('a', 10, 101),
    record('a', 130, 160),
    record('b', 30, 160),
    record('a', 131, 220),
    record('a', 250, 221),
    record('b', 40, 222),
  ]
  expect(await results(records, { shards })).toEqual(['0: 3', '120: 2', 'late b40', '240: 1'])
})

check('never takes a watermark back', async () => {
  const shards = ['a', 'b']
  const records = [
    record('b', 5, 100),
    record('a', 130, 101),
    record('a', 131, 200),
    record('b', 20, 201),
    record('b', 59, 202),
    record('b', 125, 203),
  ]
  expect(await results(records, { shards })).toEqual(['0: 1', 'late b20', 'late b59', '120: 3'])
})

check('reads no further than it has to', async () => {
  let read = 0
  async function* endless() {
    for (;;) yield record('a', read * 30, read++)
  }
  const options = { windowMs: HOUR, latenessMs: 0, idleMs: HOUR, shards: ['a'] }
  for await (const result of windowCounts(endless(), options)) {
    expect(result).toEqual({ start: 0, count: 2 })
    break
  }
  expect(read).toBe(3)
})

check('finds the late ones among real earthquakes', async () => {
  const records = quakes.map(([id, at, arrived], index) => {
    return { shard: 'a', sequenceNumber: `${index}`, id, at, arrived }
  })
  const late = async (latenessMs: number) => {
    const options = { windowMs: HOUR, latenessMs, idleMs: HOUR, shards: ['a'] }
    const found = await Array.fromAsync(windowCounts(streamOf(records), options))
    const counted = found.reduce((sum, each) => sum + ('count' in each ? each.count : 0), 0)
    const missing = found.filter((each) => 'late' in each).length
    expect(counted + missing).toBe(records.length)
    return missing
  }
  expect(await late(0)).toBe(1_160)
  expect(await late(HOUR)).toBe(1_010)
  expect(await late(24 * HOUR)).toBe(311)
})
