// Longer than most: the rules of compatible schemas, as tables of cases.
import avro from 'avsc'
import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import type { AvroSchema, Field, Mode } from '../check-compatibility.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { checkCompatibility } = candidate(() => import('../check-compatibility.ts'))

const record = (name: string, ...fields: Field[]): AvroSchema => ({ type: 'record', name, fields })
const strike = (...fields: Field[]) => record('Strike', ...fields)

const ID = { name: 'id', type: 'string' }
const SPEED = { name: 'speed', type: 'int' }
const SPEED_OR_0 = { ...SPEED, default: 0 }

/** Paths of what keeps a reader from a writer. */
async function problemsOf(reader: AvroSchema, writer: AvroSchema) {
  const { ok, problems } = await checkCompatibility('BACKWARD', [writer], reader)
  expect(ok).toBe(problems.length === 0)
  for (const { reason } of problems) expect(reason).toMatch(/\S/)
  return problems.map(({ path }) => path).toSorted()
}

async function ok(mode: Mode, versions: AvroSchema[], next: AvroSchema) {
  return (await checkCompatibility(mode, versions, next)).ok
}

const field = (type: AvroSchema) => strike({ name: 'it', type })
const reads = async (reader: AvroSchema, writer: AvroSchema) =>
  (await problemsOf(field(reader), field(writer))).length === 0

check('has the new schema read old data for BACKWARD', async () => {
  expect(await ok('BACKWARD', [strike(ID, SPEED)], strike(ID))).toBe(true)
  expect(await ok('BACKWARD', [strike(ID)], strike(ID, SPEED))).toBe(false)
  expect(await ok('BACKWARD', [strike(SPEED)], strike({ ...SPEED, type: 'long' }))).toBe(true)
  expect(await ok('BACKWARD', [strike(SPEED)], strike({ ...SPEED, type: 'string' }))).toBe(false)
  expect(await ok('BACKWARD', [], strike(ID))).toBe(true)
  const { problems } = await checkCompatibility('BACKWARD', [strike(), strike(ID)], strike(SPEED))
  expect(problems).toEqual([{ version: 1, path: 'speed', reason: expect.stringMatching(/\S/) }])
})

check('has the old schema read new data for FORWARD', async () => {
  expect(await ok('FORWARD', [strike(ID)], strike(ID, SPEED))).toBe(true)
  expect(await ok('FORWARD', [strike(ID, SPEED)], strike(ID))).toBe(false)
  expect(await ok('FORWARD', [strike(ID, SPEED_OR_0)], strike(ID))).toBe(true)
  expect(await ok('FORWARD', [strike({ ...SPEED, type: 'long' })], strike(SPEED))).toBe(true)
  expect(await ok('FORWARD', [strike(SPEED)], strike({ ...SPEED, type: 'long' }))).toBe(false)
})

check('asks both for FULL', async () => {
  expect(await ok('FULL', [strike(ID)], strike(ID, SPEED_OR_0))).toBe(true)
  expect(await ok('FULL', [strike(ID)], strike(ID, SPEED))).toBe(false)
  expect(await ok('FULL', [strike(ID, SPEED)], strike(ID))).toBe(false)
  expect(await ok('FULL', [strike(SPEED)], strike({ ...SPEED, type: 'long' }))).toBe(false)
})

check('asks every version in the modes for all', async () => {
  // Each step is fine by itself: optional, then gone, then needed again.
  const removed = [strike(ID, SPEED_OR_0), strike(ID)]
  expect(await ok('BACKWARD', removed, strike(ID))).toBe(true)
  const chain = [strike(ID), strike(ID, SPEED_OR_0)]
  expect(await ok('BACKWARD', chain, strike(ID, SPEED))).toBe(true)
  const { problems } = await checkCompatibility('BACKWARD_ALL', chain, strike(ID, SPEED))
  expect(problems).toMatchObject([{ version: 0, path: 'speed' }])
  expect(await ok('BACKWARD_ALL', chain, strike(ID, SPEED_OR_0))).toBe(true)
  expect(await ok('BACKWARD_ALL', [strike(ID, SPEED)], strike(ID))).toBe(true)
  expect(await ok('FORWARD_ALL', [strike(ID)], strike(ID, SPEED))).toBe(true)
  const lost = [strike(ID, SPEED), strike(ID)]
  const late = await checkCompatibility('BACKWARD_ALL', lost, strike(ID, SPEED))
  expect(late.problems).toMatchObject([{ version: 1, path: 'speed' }])
  const needed = [strike(ID, SPEED), strike(ID, SPEED_OR_0)]
  expect(await ok('FORWARD', needed, strike(ID))).toBe(true)
  expect(await ok('FORWARD_ALL', needed, strike(ID))).toBe(false)
  expect(await ok('FULL_ALL', needed, strike(ID))).toBe(false)
  expect(await ok('FULL_ALL', [strike(ID), strike(ID, SPEED_OR_0)], strike(ID))).toBe(true)
})

check('accepts anything for NONE, and no second version for DISABLED', async () => {
  const fine = { ok: true, problems: [] }
  expect(await checkCompatibility('NONE', [strike(ID)], 'int')).toEqual(fine)
  expect(await checkCompatibility('DISABLED', [], strike(ID))).toEqual(fine)
  expect(await ok('DISABLED', [strike(ID)], strike(ID))).toBe(false)
})

check('knows the promotions', async () => {
  const types = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']
  const promotions = [
    'int<long',
    'int<float',
    'int<double',
    'long<float',
    'long<double',
    'float<double',
    'bytes<string',
    'string<bytes',
  ]
  for (const writer of types) {
    for (const reader of types) {
      const expected = writer === reader || promotions.includes(`${writer}<${reader}`)
      expect(await reads(reader, writer)).toBe(expected)
    }
  }
  expect(await reads({ type: 'long' }, { type: { type: 'int' } })).toBe(true)
})

check('needs a default for what the writer lacks', async () => {
  const lacking = (given: Partial<Field>) => problemsOf(strike({ ...SPEED, ...given }), strike())
  expect(await lacking({})).toEqual(['speed'])
  expect(await lacking({ default: 0 })).toEqual([])
  expect(await lacking({ type: 'boolean', default: false })).toEqual([])
  expect(await lacking({ type: ['null', 'int'], default: null })).toEqual([])
  expect(await lacking({ type: ['null', 'int'] })).toEqual(['speed'])
  const place = (...fields: Field[]) => ({
    name: 'place',
    type: record('Place', ...fields) as AvroSchema,
  })
  expect(await problemsOf(strike(place(SPEED)), strike(place()))).toEqual(['place.speed'])
  expect(await problemsOf(strike(place(SPEED, ID)), strike(place()))).toEqual([
    'place.id',
    'place.speed',
  ])
})

check('compares enums, fixed, arrays and maps', async () => {
  const size = (symbols: string[], more: object = {}): AvroSchema => ({
    type: 'enum',
    name: 'Size',
    symbols,
    ...more,
  })
  expect(await reads(size(['S', 'M', 'L']), size(['M', 'S']))).toBe(true)
  expect(await reads(size(['S', 'M']), size(['S', 'M', 'L']))).toBe(false)
  expect(await reads(size(['S', 'M'], { default: 'M' }), size(['S', 'L']))).toBe(true)
  const fixed = (size: number): AvroSchema => ({ type: 'fixed', name: 'Hash', size })
  expect(await reads(fixed(16), fixed(16))).toBe(true)
  expect(await reads(fixed(16), fixed(20))).toBe(false)
  expect(await reads('bytes', fixed(16))).toBe(false)
  const list = (items: AvroSchema): AvroSchema => ({ type: 'array', items })
  const map = (values: AvroSchema): AvroSchema => ({ type: 'map', values })
  expect(await reads(list('long'), list('int'))).toBe(true)
  expect(await problemsOf(field(list('int')), field(list('long')))).toEqual(['it[]'])
  expect(await problemsOf(field(map(list('int'))), field(map(list('null'))))).toEqual(['it{}[]'])
  expect(await reads(list('int'), map('int'))).toBe(false)
  const inner = field(list(record('Bird', SPEED)))
  expect(await problemsOf(inner, field(list(record('Bird'))))).toEqual(['it[].speed'])
})

check('resolves unions branch by branch', async ({ holdsFor }) => {
  expect(await reads(['null', 'string'], 'string')).toBe(true)
  expect(await reads('string', ['null', 'string'])).toBe(false)
  expect(await reads(['string', 'null'], ['null', 'string'])).toBe(true)
  expect(await reads(['null', 'long'], ['null', 'int'])).toBe(true)
  expect(await reads(['null', 'int'], ['null', 'long'])).toBe(false)
  expect(await reads('double', ['int', 'float'])).toBe(true)
  expect(await problemsOf(field(['null', 'int']), field('string'))).toEqual(['it'])

  const types: AvroSchema[] = [
    'int',
    'long',
    'double',
    'string',
    ['null', 'int'],
    ['long', 'string', 'null'],
    { type: 'array', items: ['int', 'string'] },
    { type: 'array', items: 'string' },
    { type: 'map', values: 'double' },
  ]
  const type = fc.constantFrom(...types)
  const schema = fc
    .tuple(type, type)
    .map(([one, other]) => strike({ name: 'one', type: one }, { name: 'other', type: other }))
  await holdsFor(fc.tuple(schema, schema), async ([reader, writer]) => {
    expect(await ok('BACKWARD', [writer], reader)).toBe(avscReads(reader, writer))
  })
})

check('follows names, namespaces, aliases and recursion', async () => {
  const tree = (...fields: Field[]) =>
    record('Tree', ...fields, { name: 'children', type: { type: 'array', items: 'Tree' } })
  expect(await problemsOf(tree(ID), tree(ID, SPEED))).toEqual([])
  expect(await problemsOf(tree(ID, SPEED), tree(ID))).toEqual(['speed'])

  const aliased = {
    ...(strike({ ...SPEED, name: 'knots', aliases: ['speed'] }) as object),
    name: 'Hit',
  }
  expect(await problemsOf(aliased as AvroSchema, strike(SPEED))).toContain('')
  expect(
    await problemsOf({ ...aliased, aliases: ['Strike'] } as AvroSchema, strike(SPEED)),
  ).toEqual([])
  expect(
    await problemsOf(strike(SPEED), { ...aliased, aliases: ['Strike'] } as AvroSchema),
  ).toContain('')

  const spaces = (inB: AvroSchema): AvroSchema => ({
    type: 'record',
    name: 'com.zoo.Visit',
    fields: [
      { name: 'first', type: { type: 'fixed', name: 'a.Id', size: 8 } },
      { name: 'second', type: { type: 'fixed', name: 'Id', namespace: 'b', size: 16 } },
      { name: 'third', type: inB },
      {
        name: 'fourth',
        type: { type: 'record', name: 'b.Box', fields: [{ name: 'x', type: 'Id' }] },
      },
    ],
  })
  expect(await problemsOf(spaces('a.Id'), spaces('a.Id'))).toEqual([])
  expect(await problemsOf(spaces('a.Id'), spaces('b.Id'))).toEqual(['third'])
  const far = (size: number) =>
    record(
      'com.zoo.Visit',
      { name: 'first', type: { type: 'fixed', name: 'a.Id', size } },
      { name: 'box', type: record('b.Box', { name: 'x', type: 'a.Id' }) },
    )
  expect(await problemsOf(far(8), far(16))).toEqual(['box.x', 'first'])
  // The first branch does not read what was written, in a union or out of it.
  const rescued = strike(
    { name: 'seen', type: [record('a.Place', ID, SPEED), record('b.Place', ID)] },
    { name: 'next', type: 'a.Place' },
  )
  const plain = strike({ name: 'seen', type: record('Place', ID) }, { name: 'next', type: 'Place' })
  expect(await problemsOf(rescued, plain)).toEqual(['next.speed'])
  const moved = {
    ...(spaces('a.Id') as object),
    name: 'Visit',
    namespace: 'org.park',
  } as AvroSchema
  expect(await problemsOf(moved, spaces('a.Id'))).toEqual([])
  const boxed = (type: AvroSchema) =>
    record(
      'Pair',
      { name: 'a', type: { type: 'fixed', name: 'b.Id', size: 16 } },
      {
        name: 'box',
        type: { type: 'record', name: 'b.Box', fields: [{ name: 'x', type }] },
      },
    )
  expect(await problemsOf(boxed('Id'), boxed('b.Id'))).toEqual([])
})

function avscReads(reader: AvroSchema, writer: AvroSchema): boolean {
  const type = (schema: AvroSchema) => avro.Type.forSchema(schema as avro.Schema)
  try {
    type(reader).createResolver(type(writer))
    return true
  } catch {
    return false
  }
}
