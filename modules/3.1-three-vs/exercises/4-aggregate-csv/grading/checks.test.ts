import { gzipSync } from 'node:zlib'
import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { aggregateCsv, MissingColumn } = candidate(() => import('../aggregate-csv.ts'))

const BY_SPECIES = { group: 'Species', value: 'Cost Total $' }

async function* inChunks(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk as string)
}

check('sums up by group', async () => {
  const csv = [
    'Airport Name,Species,Cost Total $',
    'DENVER INTL,Barn owl,2500',
    'DENVER INTL,Mourning dove,0',
    'CHICAGO OHARE,Barn owl,-12.5',
    'CHICAGO OHARE,Horned lark,1e3',
    'DENVER INTL,Barn owl,40',
  ]
  const totals = await aggregateCsv(inChunks(`${csv.join('\n')}\n`), BY_SPECIES)
  expect(totals).toEqual(
    new Map([
      ['Barn owl', { n: 3, sum: 2527.5, min: -12.5, max: 2500, nulls: 0 }],
      ['Mourning dove', { n: 1, sum: 0, min: 0, max: 0, nulls: 0 }],
      ['Horned lark', { n: 1, sum: 1000, min: 1000, max: 1000, nulls: 0 }],
    ]),
  )
})

check('reads quoted commas, quotes and line breaks', async () => {
  const csv =
    '"Species","Remarks","Cost Total $"\r\n' +
    '"Gull, herring","said ""ouch""\r\nand left",10\r\n' +
    '"Gull, herring",",",20\r\n' +
    '"The ""Duke""","",5'
  const totals = await aggregateCsv(inChunks(csv), BY_SPECIES)
  expect([...totals.keys()].toSorted()).toEqual(['Gull, herring', 'The "Duke"'])
  expect(totals.get('Gull, herring')).toMatchObject({ n: 2, sum: 30 })
  expect(totals.get('The "Duke"')).toMatchObject({ n: 1, sum: 5 })
})

check('survives any cut between chunks', async ({ holdsFor }) => {
  const file = Buffer.from(
    'Species,Höhe,Cost Total $\r\nÉgret,"a, ""b""",1.5\r\n鷺,"z\n",2\r\n🦉,,\r\nÉgret,x,3',
  )
  const expected = new Map([
    ['Égret', { n: 2, sum: 4.5, min: 1.5, max: 3, nulls: 0 }],
    ['鷺', { n: 1, sum: 2, min: 2, max: 2, nulls: 0 }],
    ['🦉', { n: 0, sum: 0, min: Infinity, max: -Infinity, nulls: 1 }],
  ])
  const everyByte = Array.from(file, (_, i) => file.subarray(i, i + 1))
  expect(await aggregateCsv(inChunks(...everyByte), BY_SPECIES)).toEqual(expected)
  const cuts = fc.uniqueArray(fc.nat(file.length), { maxLength: 6 })
  await holdsFor(
    cuts,
    async (places) => {
      const edges = [0, ...places.toSorted((one, other) => one - other), file.length]
      const chunks = edges.slice(1).map((end, i) => file.subarray(edges[i], end))
      expect(await aggregateCsv(inChunks(...chunks), BY_SPECIES)).toEqual(expected)
    },
    { runs: 25 },
  )
})

check('keeps blanks apart from zeros', async () => {
  const csv = 'Species,Cost Total $\nBat,\nBat,0\nBat,unknown\nBat, \nBat,8\n'
  const totals = await aggregateCsv(inChunks(csv), BY_SPECIES)
  expect(totals.get('Bat')).toEqual({ n: 2, sum: 8, min: 0, max: 8, nulls: 3 })
  const cut = await aggregateCsv(inChunks('Species,Cost Total $\nBat,1\nBat,'), BY_SPECIES)
  expect(cut.get('Bat')).toMatchObject({ n: 1, nulls: 1 })
  const narrow = await aggregateCsv(inChunks('birds\n5'), { group: 'birds', value: 'birds' })
  expect(narrow.get('5')).toMatchObject({ n: 1, sum: 5 })
})

check('adds without drift', async () => {
  const tenths = 'Swift,0.1\n'.repeat(50_000)
  const csv = inChunks('Species,Cost Total $\n', tenths, tenths)
  const totals = await aggregateCsv(csv, BY_SPECIES)
  expect(totals.get('Swift')!.sum).toBeCloseTo(10_000, 9)
})

check('unpacks gzip, member after member', async () => {
  const members = ['Species,Cost Total $\nKi', 'te,5\nKite,', '7\nTern,1\n'].map((text) =>
    gzipSync(text),
  )
  const file = Buffer.concat(members)
  const half = Math.floor(file.length / 2)
  const chunks = inChunks(file.subarray(0, half), file.subarray(half))
  const totals = await aggregateCsv(chunks, { ...BY_SPECIES, gzip: true })
  expect(totals.get('Kite')).toMatchObject({ n: 2, sum: 12 })
  expect(totals.get('Tern')).toMatchObject({ n: 1, sum: 1 })
})

check('names a missing column and lets go of the source', async () => {
  let isOpen = true
  async function* watched() {
    try {
      yield Buffer.from('Species,Cost\nBat,1\n')
      yield Buffer.from('Bat,2\n'.repeat(100))
      yield Buffer.from('Bat,3\n')
    } finally {
      isOpen = false
    }
  }
  await expect(aggregateCsv(inChunks(''), BY_SPECIES)).rejects.toBeInstanceOf(MissingColumn)
  const missing = aggregateCsv(watched(), BY_SPECIES)
  await expect(missing).rejects.toBeInstanceOf(MissingColumn)
  await expect(missing).rejects.toMatchObject({ message: expect.stringContaining('Cost Total $') })
  expect(isOpen).toBe(false)
  const noGroup = aggregateCsv(inChunks('Specie,Cost Total $\nBat,1\n'), BY_SPECIES)
  await expect(noGroup).rejects.toMatchObject({ message: expect.stringContaining('Species') })

  const broken = (async function* () {
    yield Buffer.from('Species,Cost Total $\n')
    throw new RangeError('The disk was pulled')
  })()
  await expect(aggregateCsv(broken, BY_SPECIES)).rejects.toMatchObject({
    message: 'The disk was pulled',
  })
})

check('sums up 200 MB without holding them', async () => {
  const row = `Snow goose,${'x'.repeat(4_000)},2\n`
  const chunk = Buffer.from(row.repeat(250))
  async function* large() {
    yield Buffer.from('Species,Remarks,Cost Total $\n')
    for (let i = 0; i < 200; i++) yield chunk
  }
  const totals = await aggregateCsv(large(), BY_SPECIES)
  expect(totals.get('Snow goose')).toEqual({ n: 50_000, sum: 100_000, min: 2, max: 2, nulls: 0 })
})
