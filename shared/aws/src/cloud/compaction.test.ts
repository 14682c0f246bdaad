import { describe, expect, test } from 'vitest'
import { isKept, servicesToSnapshot, snapshotRecords } from './compaction.ts'
import type { JournalRecord } from './journal-record.ts'

const TIES: Record<string, string[]> = { Glue: ['S3'], Athena: ['S3', 'Glue'], Hub: ['SQS', 'S3'] }

function snapshotOf(used: string[], tellers = ['S3', 'SQS', 'Kinesis', 'Hub']): string[] {
  const reads = (name: string) => TIES[name] ?? []
  return [...servicesToSnapshot(new Set(used), { reads, tellers: new Set(tellers) })].toSorted()
}

describe('a snapshot', () => {
  test('stands for the services that can tell what they hold', () => {
    expect(snapshotOf(['S3', 'SQS', 'DynamoDB'])).toEqual(['S3', 'SQS'])
    expect(snapshotOf(['DynamoDB'])).toEqual([])
  })

  test('stands for none that is tied to one that cannot, however far away', () => {
    expect(snapshotOf(['S3', 'SQS', 'Glue'])).toEqual(['SQS'])
    expect(snapshotOf(['S3', 'SQS', 'Hub', 'Kinesis'])).toEqual(['Hub', 'Kinesis', 'S3', 'SQS'])
    expect(snapshotOf(['S3', 'SQS', 'Hub', 'Kinesis', 'Athena'])).toEqual(['Kinesis'])
  })

  test('leaves in the journal what it does not stand for', () => {
    const call = (clientName: string): JournalRecord => {
      return {
        kind: 'call',
        clientName,
        operation: 'X',
        input: {},
        at: 0,
        position: 0,
        failed: false,
      }
    }
    const services = new Set(['S3'])
    expect(isKept(call('S3Client'), services)).toBe(false)
    expect(isKept(call('DynamoDBClient'), services)).toBe(true)
    expect(isKept({ kind: 'beginning', seed: 'a', at: 0 }, services)).toBe(true)
    expect(isKept({ kind: 'clock', ahead: 5 }, services)).toBe(false)
    expect(isKept({ kind: 'blobs', blobs: [] }, services)).toBe(false)
  })

  test('puts small blobs together and large ones by themselves', () => {
    const blobs = [400_000, 400_000, 400_000, 5_000_000, 10].map((size) => Buffer.alloc(size))
    const about = { services: ['S3'], at: 1, position: 2 }
    const records = [...snapshotRecords({ head: Buffer.from('head'), blobs }, about)]
    expect(
      records.map((record) => (record.kind === 'blobs' ? record.blobs.length : record.kind)),
    ).toEqual([2, 1, 1, 1, 'snapshot'])
  })
})
