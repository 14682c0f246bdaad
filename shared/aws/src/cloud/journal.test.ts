import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { Journal } from './journal.ts'
import { encodeRecord, type JournaledCall, type JournalRecord, MAGIC } from './journal-record.ts'
import { readJournal } from './read-journal.ts'
import { temporaryFolder } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('a journal', () => {
  test('gives back what was written, bytes and dates and all', async () => {
    using temporary = temporaryFolder()
    const file = await written(temporary.folder, CALLS)
    expect(await records(file)).toEqual([BEGINNING, ...CALLS])
  })

  test('goes on where it was left', async () => {
    using temporary = temporaryFolder()
    const file = await written(temporary.folder, CALLS.slice(0, 1))
    const journal = await Journal.open(file, fail)
    for (const call of CALLS.slice(1)) journal.append(call, { isDurable: false })
    await journal.close()
    expect(await records(file)).toEqual([BEGINNING, ...CALLS])
  })

  test('has what is durable on disk once it is settled, and all that came before', async () => {
    using temporary = temporaryFolder()
    const file = path.join(temporary.folder, 'journal')
    const journal = await Journal.begin(file, BEGINNING, fail)
    journal.append(CALLS[0]!, { isDurable: false })
    journal.append(CALLS[1]!, { isDurable: true })
    await journal.settled()
    copyFileSync(file, `${file}.copy`)
    expect(await records(`${file}.copy`)).toEqual([BEGINNING, ...CALLS.slice(0, 2)])
    await journal.close()
  })

  test('forgets everything at a new beginning', async () => {
    using temporary = temporaryFolder()
    const file = path.join(temporary.folder, 'journal')
    const journal = await Journal.begin(file, BEGINNING, fail)
    const again: JournalRecord = { kind: 'beginning', seed: 'other', at: 5 }
    journal.append(CALLS[0]!, { isDurable: true })
    journal.append(again, { isDurable: true })
    journal.append(CALLS[1]!, { isDurable: true })
    await journal.settled()
    await journal.close()
    expect(await records(file)).toEqual([again, CALLS[1]])
  })

  test('drops a last record that is cut short anywhere, and stays readable', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const file = await written(folder, CALLS)
    const { length } = readFileSync(file)
    const last = size(CALLS.at(-1)!)
    const cuts = [1, 7, 15, 16, 17, 100, last - 1].map((kept) => length - last + kept)
    for (const cut of cuts) {
      const torn = path.join(folder, 'torn')
      copyFileSync(file, torn)
      truncateSync(torn, cut)
      expect(await records(torn), `cut at ${cut}`).toEqual([BEGINNING, ...CALLS.slice(0, -1)])
      expect(readFileSync(torn)).toHaveLength(length - last)
    }
  })

  test('drops a last record that came out as zeros, or whose end did', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    for (const kept of [0, size(CALLS.at(-1)!) - 9]) {
      const file = await written(folder, CALLS)
      const bytes = readFileSync(file)
      bytes.fill(0, bytes.length - size(CALLS.at(-1)!) + kept)
      writeFileSync(file, bytes)
      expect(await records(file)).toEqual([BEGINNING, ...CALLS.slice(0, -1)])
    }
  })

  test('says where it is damaged and how to mend it', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const start = MAGIC.length + size(BEGINNING)
    for (const offset of [0, 4, 12, 16, size(CALLS[0]!) - 1]) {
      const file = await written(folder, CALLS)
      const bytes = readFileSync(file)
      bytes[start + offset]! ^= 1
      writeFileSync(file, bytes)
      await expect(records(file), `byte ${offset}`).rejects.toThrow(
        `"${file}" is damaged at byte ${start}; "truncate -s ${start} ${file}" keeps what stands ` +
          'before it and gives up the rest, and another folder with "--data" starts afresh',
      )
      truncateSync(file, start)
      expect(await records(file)).toEqual([BEGINNING])
    }
  })

  test('is not taken for one when it is something else', async () => {
    using temporary = temporaryFolder()
    const file = path.join(temporary.folder, 'journal')
    writeFileSync(file, 'date,amount\n')
    await expect(records(file)).rejects.toThrow(`"${file}" is no journal of this version`)
  })

  test.runIf(process.platform === 'linux')(
    'acknowledges nothing once it cannot be written',
    async () => {
      // Writing to this device fails as on a full disk.
      const failures: string[] = []
      const journal = await Journal.open('/dev/full', ({ message }) => failures.push(message))
      journal.append(CALLS[0]!, { isDurable: true })
      await expect(journal.settled()).rejects.toThrow('Cannot write "/dev/full": ENOSPC')
      journal.append(CALLS[1]!, { isDurable: true })
      await expect(journal.settled()).rejects.toThrow('ENOSPC')
      expect(failures).toHaveLength(1)
    },
  )
})

const BEGINNING = { kind: 'beginning' as const, seed: 'abc', at: 1_772_000_000_000 }

const CALLS: JournaledCall[] = [
  call({ Bucket: 'ledgers' }),
  call({ Key: 'a', Body: Buffer.alloc(10_000, 7), Expires: new Date(5_000), Tags: new Set(['x']) }),
  call({ Key: 'ü', Body: Buffer.from('short'), SSE: undefined }),
  call({ one: Buffer.alloc(5_000, 1), other: Buffer.alloc(6_000, 2) }),
]

function call(input: Record<string, unknown>): JournaledCall {
  const about = { clientName: 'S3Client', operation: 'PutObject', position: 3, failed: false }
  return { kind: 'call', ...about, at: 1_772_000_000_001, input }
}

async function written(folder: string, calls: readonly JournaledCall[]): Promise<string> {
  const file = path.join(folder, 'journal')
  const journal = await Journal.begin(file, BEGINNING, fail)
  for (const one of calls) journal.append(one, { isDurable: true })
  await journal.close()
  return file
}

async function records(file: string): Promise<JournalRecord[]> {
  const found: JournalRecord[] = []
  for await (const record of readJournal(file)) found.push(record)
  return found
}

function size(record: JournalRecord): number {
  return encodeRecord(record).reduce((sum, { length }) => sum + length, 0)
}

function fail(error: Error): never {
  throw error
}
