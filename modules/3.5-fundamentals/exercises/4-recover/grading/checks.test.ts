import { crc32 } from 'node:zlib'
import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import type { Page } from '../recover.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { recover, CorruptLog } = candidate(() => import('../recover.ts'))

const logOf = (...records: object[]) =>
  logOfBodies(...records.map((record) => JSON.stringify(record)))

function logOfBodies(...bodies: string[]): Buffer {
  return Buffer.concat(
    bodies.map((text) => {
      const body = Buffer.from(text)
      const head = Buffer.alloc(8)
      head.writeUInt32LE(body.length, 0)
      head.writeUInt32LE(crc32(body), 4)
      return Buffer.concat([head, body])
    }),
  )
}

const update = (lsn: number, tx: string, page: number, before: string, after: string) => ({
  lsn,
  tx,
  type: 'update',
  page,
  before,
  after,
})
const commit = (lsn: number, tx: string) => ({ lsn, tx, type: 'commit' })
const abort = (lsn: number, tx: string) => ({ lsn, tx, type: 'abort' })
const checkpoint = (lsn: number, ...active: string[]) => ({ lsn, type: 'checkpoint', active })

const disk = (...pages: [number: number, lsn: number, value: string][]) =>
  new Map<number, Page>(pages.map(([number, lsn, value]) => [number, { lsn, value }]))

const valuesOf = (pages: Map<number, Page>) =>
  Object.fromEntries([...pages].map(([number, { value }]) => [number, value]))

check('redoes what was committed, once', async () => {
  const log = logOf(
    update(1, 'T1', 1, 'Zürich 100', 'Zürich 60'),
    update(2, 'T1', 2, '0', '40'),
    update(3, 'T1', 3, '', 'receipt'),
    commit(4, 'T1'),
  )
  const pages = disk([1, 1, 'Zürich 60'], [2, 0, '0'])
  expect(await recover(pages, log)).toEqual({
    pages: disk([1, 1, 'Zürich 60'], [2, 2, '40'], [3, 3, 'receipt']),
    redone: [2, 3],
    undone: [],
  })
  // A page may hold a change that is newer than the log at hand.
  expect(await recover(disk([1, 9, 'newer'], [2, 2, '40'], [3, 3, 'receipt']), log)).toEqual({
    pages: disk([1, 9, 'newer'], [2, 2, '40'], [3, 3, 'receipt']),
    redone: [],
    undone: [],
  })
  expect(await recover(disk([5, 2, 'x']), new Uint8Array())).toEqual({
    pages: disk([5, 2, 'x']),
    redone: [],
    undone: [],
  })
})

check('undoes what was not, backwards', async () => {
  const log = logOf(
    update(1, 'T1', 1, 'a', 'b'),
    update(2, 'T1', 2, 'x', 'y'),
    update(3, 'T1', 1, 'b', 'c'),
  )
  expect(await recover(disk([1, 3, 'c'], [2, 0, 'x']), log)).toEqual({
    pages: disk([1, 3, 'a'], [2, 2, 'x']),
    redone: [2],
    undone: [3, 2, 1],
  })
})

check('tells interleaved transactions apart', async () => {
  const log = logOf(
    update(10, 'A', 1, '1', '2'),
    update(11, 'B', 2, '5', '6'),
    update(12, 'A', 3, '7', '8'),
    commit(13, 'B'),
    update(14, 'C', 2, '6', '9'),
    update(15, 'A', 1, '2', '3'),
    commit(16, 'C'),
  )
  const { pages, redone, undone } = await recover(disk([1, 0, '1'], [2, 0, '5'], [3, 12, '8']), log)
  expect(valuesOf(pages)).toEqual({ 1: '1', 2: '9', 3: '7' })
  expect(redone).toEqual([10, 11, 14, 15])
  expect(undone).toEqual([15, 12, 10])
})

check('leaves aborted transactions as they ended', async () => {
  const log = logOf(
    update(1, 'T1', 1, 'old', 'new'),
    update(2, 'T1', 1, 'new', 'old'),
    abort(3, 'T1'),
    update(4, 'T2', 1, 'old', 'newest'),
    commit(5, 'T2'),
  )
  const { pages, redone, undone } = await recover(disk([1, 1, 'new']), log)
  expect(pages).toEqual(disk([1, 4, 'newest']))
  expect({ redone, undone }).toEqual({ redone: [2, 4], undone: [] })
})

check('starts at the last checkpoint, and undoes beyond it', async () => {
  const log = logOf(
    update(1, 'T1', 1, 'a', 'b'),
    checkpoint(2, 'T1'),
    update(3, 'T2', 2, 'p', 'q'),
    commit(4, 'T2'),
    checkpoint(5, 'T1'),
    update(6, 'T3', 3, '', 's'),
    commit(7, 'T3'),
  )
  // Page 2 was restored from an old copy, whose LSN says nothing: the checkpoint does.
  const { pages, redone, undone } = await recover(disk([1, 1, 'b'], [2, 0, 'restored']), log)
  expect(valuesOf(pages)).toEqual({ 1: 'a', 2: 'restored', 3: 's' })
  expect({ redone, undone }).toEqual({ redone: [6], undone: [1] })
})

check('ignores a last record that was being written', async () => {
  const whole = logOf(update(1, 'T1', 1, 'a', 'b'), commit(2, 'T1'))
  const last = logOf(commit(2, 'T1')).length
  for (let cut = 1; cut <= last; cut++) {
    const { pages, undone } = await recover(disk([1, 1, 'b']), whole.subarray(0, -cut))
    expect(valuesOf(pages)).toEqual({ 1: 'a' })
    expect(undone).toEqual([1])
  }
  // By its looks a commit: only the CRC tells that it is not what was written.
  const garbled = Buffer.from(whole)
  garbled[whole.lastIndexOf('2,"tx"')]! ^= 0x01
  expect(valuesOf((await recover(disk([1, 1, 'b']), garbled)).pages)).toEqual({ 1: 'a' })
})

check('refuses a log that is damaged in the middle', async () => {
  const whole = logOf(update(1, 'T1', 1, 'a', 'b'), commit(2, 'T1'), update(3, 'T2', 1, 'b', 'c'))
  // The second change leaves JSON.
  for (const at of [20, whole.indexOf('"b"') + 1]) {
    const log = Buffer.from(whole)
    log[at]! ^= 0x01
    await expect(recover(disk([1, 0, 'a']), log)).rejects.toBeInstanceOf(CorruptLog)
  }
  // Its CRC fits, and yet it is no record.
  const noJson = logOfBodies('{"lsn":1,', JSON.stringify(commit(2, 'T1')))
  await expect(recover(new Map(), noJson)).rejects.toBeInstanceOf(CorruptLog)
})

check('recovers from its own result', async ({ holdsFor }) => {
  const step = fc.record({ tx: fc.nat(2), page: fc.nat(3), end: fc.nat(5), flush: fc.boolean() })
  await holdsFor(
    fc.array(step, { minLength: 1, maxLength: 12 }),
    async (steps) => {
      const now = new Map<number, Page>()
      const stored = new Map<number, Page>()
      const committed = new Map<number, string>()
      const locks = new Map<number, string>()
      const records: object[] = []
      let round = 0
      for (const { tx: number, page, end, flush } of steps) {
        const tx = `T${number}-${round}`
        // One writer at a time for each page, as locks would have it.
        if ((locks.get(page) ?? tx) === tx) {
          locks.set(page, tx)
          const lsn = records.length + 1
          const value = `v${lsn}`
          records.push(update(lsn, tx, page, now.get(page)?.value ?? '', value))
          now.set(page, { lsn, value })
          if (flush) stored.set(page, { lsn, value })
        }
        if (end > 1) continue
        records.push(commit(records.length + 1, tx))
        for (const [locked, owner] of locks) {
          if (owner !== tx) continue
          committed.set(locked, now.get(locked)!.value)
          locks.delete(locked)
        }
        round++
      }
      const log = logOf(...records)
      const once = await recover(stored, log)
      const expected = Object.fromEntries(
        [...once.pages.keys()].map((page) => [page, committed.get(page) ?? '']),
      )
      expect(valuesOf(once.pages)).toEqual(expected)
      for (const page of committed.keys()) expect(once.pages.has(page)).toBe(true)
      const twice = await recover(once.pages, log)
      expect(valuesOf(twice.pages)).toEqual(expected)
      expect(twice.redone).toEqual([])
    },
    { runs: 30 },
  )
})
