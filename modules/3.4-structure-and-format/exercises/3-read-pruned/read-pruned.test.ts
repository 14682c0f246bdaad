import { candidate, expect, test } from '@workshop/testkit'

const { readPruned } = candidate(() => import('./read-pruned.ts'))

test('reads the one group that can match', async () => {
  // A footer is whatever decodeFooter understands; here it is JSON.
  const groups = [
    { rows: 2, columns: { wind: { start: 4, bytes: 2, min: 1, max: 3 } } },
    { rows: 2, columns: { wind: { start: 6, bytes: 2, min: 5, max: 9 } } },
  ]
  const footer = Buffer.from(JSON.stringify(groups))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(footer.length)
  const bytes = Buffer.concat([
    Buffer.from('PAR1'),
    Buffer.from([1, 3, 5, 9]),
    footer,
    length,
    Buffer.from('PAR1'),
  ])
  const reads: number[] = []
  const file = {
    size: bytes.length,
    async read(start: number, end: number) {
      reads.push(start)
      return bytes.subarray(start, end)
    },
  }
  const deps = {
    decodeFooter: async (json: Uint8Array) =>
      JSON.parse(Buffer.from(json).toString()) as typeof groups,
    decodeColumn: async (chunk: Uint8Array) => [...chunk],
  }

  const filters = [{ column: 'wind', op: '>' as const, value: 5 }]
  expect(await readPruned(file, { columns: ['wind'], filters }, deps)).toEqual([{ wind: 9 }])
  expect(reads).toContain(6)
  expect(reads).not.toContain(4)
})
