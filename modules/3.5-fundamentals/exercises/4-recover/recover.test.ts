import { crc32 } from 'node:zlib'
import { candidate, expect, test } from '@workshop/testkit'

const { recover } = candidate(() => import('./recover.ts'))

function logOf(...records: object[]) {
  return Buffer.concat(
    records.map((record) => {
      const body = Buffer.from(JSON.stringify(record))
      const head = Buffer.alloc(8)
      head.writeUInt32LE(body.length, 0)
      head.writeUInt32LE(crc32(body), 4)
      return Buffer.concat([head, body])
    }),
  )
}

test('redoes what was committed and never reached the page', async () => {
  const log = logOf(
    { lsn: 1, tx: 'T1', type: 'update', page: 7, before: '', after: '100' },
    { lsn: 2, tx: 'T1', type: 'commit' },
  )
  expect(await recover(new Map(), log)).toEqual({
    pages: new Map([[7, { lsn: 1, value: '100' }]]),
    redone: [1],
    undone: [],
  })
})

test('undoes what was not committed', async () => {
  const log = logOf({ lsn: 1, tx: 'T1', type: 'update', page: 7, before: '100', after: '60' })
  const pages = new Map([[7, { lsn: 1, value: '60' }]])
  const { pages: after, undone } = await recover(pages, log)
  expect(after.get(7)!.value).toBe('100')
  expect(undone).toEqual([1])
})
