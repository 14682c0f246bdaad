import { ValidationException } from '@aws-sdk/client-glue'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { protobufFormat } from './protobuf-format.ts'
import { testSchemas } from './test-schemas.ts'

const proto3 = (body: string) => `syntax = "proto3"; package rides; ${body}`
const ride = (fields: string) => proto3(`message Ride { ${fields} }`)
const proto2 = (fields: string) => `syntax = "proto2"; message Ride { ${fields} }`
const canRead = (reader: string, writer: string) => protobufFormat.canRead(reader, writer)

describe('a Protobuf reader', () => {
  test('ignores fields that it does not know, and does without those it does', () => {
    const [less, more] = [ride('int32 id = 1;'), ride('int32 id = 1; string tip = 2;')]
    expect(canRead(less, more)).toBe(true)
    expect(canRead(more, less)).toBe(true)
  })

  test('goes by numbers, not by names', () => {
    expect(canRead(ride('int32 id = 1;'), ride('int32 key = 1;'))).toBe(true)
    expect(canRead(ride('int32 id = 1;'), ride('string id = 1;'))).toBe(false)
    expect(canRead(ride('int32 id = 1;'), ride('string id = 2;'))).toBe(true)
  })

  test.each([
    ['int32', 'int64', true],
    ['uint32', 'bool', true],
    ['string', 'bytes', true],
    ['sint32', 'sint64', true],
    ['fixed64', 'sfixed64', true],
    ['int32', 'sint32', false],
    ['fixed32', 'fixed64', false],
    ['float', 'double', false],
    ['double', 'int64', false],
  ])('takes %s for %s: %s', (one, other, expected) => {
    expect(canRead(ride(`${one} id = 1;`), ride(`${other} id = 1;`))).toBe(expected)
    expect(canRead(ride(`${other} id = 1;`), ride(`${one} id = 1;`))).toBe(expected)
  })

  test('takes one for many where values say their length', () => {
    expect(canRead(ride('repeated string stop = 1;'), ride('string stop = 1;'))).toBe(true)
    expect(canRead(ride('repeated int32 stop = 1;'), ride('int32 stop = 1;'))).toBe(false)
  })

  test('has only fields required that the writer has required', () => {
    const [required, optional] = [
      proto2('required int32 id = 1;'),
      proto2('optional int32 id = 1;'),
    ]
    expect(canRead(optional, required)).toBe(true)
    expect(canRead(required, optional)).toBe(false)
    expect(canRead(required, proto2('optional int32 tip = 2;'))).toBe(false)
  })

  test('knows every message and enum that the writer knows', () => {
    const more = proto3(
      'message Ride { int32 id = 1; Tip tip = 2; message Tip { int32 cents = 1; } }',
    )
    expect(canRead(more, ride('int32 id = 1;'))).toBe(true)
    expect(canRead(ride('int32 id = 1;'), more)).toBe(false)
    const kinds = proto3('message Ride { int32 id = 1; } enum Kind { SHARED = 0; }')
    expect(canRead(ride('int32 id = 1;'), kinds)).toBe(false)
  })

  test('looks into messages, maps and choices', () => {
    const nested = (type: string) =>
      proto3(`message Ride { Tip tip = 1; } message Tip { ${type} a = 1; }`)
    expect(canRead(nested('int64'), nested('int32'))).toBe(true)
    expect(canRead(nested('string'), nested('int32'))).toBe(false)
    const map = (types: string) => ride(`map<${types}> seats = 1;`)
    expect(canRead(map('string, int64'), map('string, int32'))).toBe(true)
    expect(canRead(map('int32, int64'), map('string, int64'))).toBe(false)
    const apart = ride('int32 cash = 1; int32 card = 2;')
    expect(canRead(ride('oneof paid { int32 cash = 1; int32 card = 2; }'), apart)).toBe(false)
    expect(canRead(apart, ride('oneof paid { int32 cash = 1; int32 card = 2; }'))).toBe(true)
    expect(canRead(ride('oneof paid { int32 cash = 1; }'), ride('int32 cash = 1;'))).toBe(true)
  })
})

test.each([
  ['no message', 'syntax = "proto3";'],
  ['a number twice', ride('int32 id = 1; int32 key = 1;')],
  ['a type that is not there', ride('Tip tip = 1;')],
  ['an import that is not there', `${proto3('import "tips.proto";')} message Ride {}`],
  ['extensions', proto2('extensions 100 to 199;')],
  ['groups', proto2('repeated group Stop = 1 { required string name = 2; }')],
  ['JSON', '{"type":"record"}'],
])('a definition with %s is refused', (_, definition) => {
  expect(() => protobufFormat.check(definition)).toThrow(SyntaxError)
})

test('a definition may import what Google defines', () => {
  const definition =
    'syntax = "proto3"; import "google/protobuf/timestamp.proto"; ' +
    'message Ride { google.protobuf.Timestamp at = 1; }'
  expect(() => protobufFormat.check(definition)).not.toThrow()
  expect(canRead(definition, definition)).toBe(true)
})

const WORDS =
  'message { } option ( ) . = ; 1 __proto__ constructor oneof enum map< , > string import "x" reserved'.split(
    ' ',
  )

test('a hostile definition is refused or taken, and changes nothing else', () => {
  const word = fc.constantFrom(...WORDS)
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      try {
        protobufFormat.check(words.join(' '))
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
      }
      expect(Object.keys(Object.prototype)).toEqual([])
      expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    }),
  )
  const deep = `${'message A { '.repeat(20_000)}${'} '.repeat(20_000)}`
  expect(() => protobufFormat.check(deep)).toThrow(SyntaxError)
})

test('the registry keeps schemas of this format, and compares their versions', () => {
  const { glue, SchemaId } = testSchemas()
  const create = (SchemaDefinition: string) =>
    glue.CreateSchema({
      SchemaName: 'rides',
      DataFormat: 'PROTOBUF',
      Compatibility: 'BACKWARD',
      SchemaDefinition,
    })
  expect(() => create('message {')).toThrow(
    /^Schema definition of PROTOBUF data format is invalid: /,
  )
  expect(create(ride('int32 id = 1;'))).toMatchObject({ SchemaVersionStatus: 'AVAILABLE' })
  const register = (SchemaDefinition: string) =>
    glue.RegisterSchemaVersion({ SchemaId, SchemaDefinition }).Status
  expect(register(ride('string id = 1;'))).toBe('FAILURE')
  expect(() => register(ride(`int32 ${'i'.repeat(170_000)} = 1;`))).toThrow(ValidationException)
  expect(() =>
    glue.GetSchemaVersionsDiff({
      SchemaId,
      SchemaDiffType: 'SYNTAX_DIFF',
      FirstSchemaVersionNumber: { VersionNumber: 1 },
      SecondSchemaVersionNumber: { VersionNumber: 2 },
    }),
  ).toThrow('The difference of PROTOBUF is not emulated')
  expect(register(ride('int64 id = 1; string tip = 2;'))).toBe('AVAILABLE')
  const same = ride('string tip = 2; /* in cents */ int64 id = 1;')
  const known = glue.GetSchemaByDefinition({ SchemaId, SchemaDefinition: same })
  expect(known.SchemaVersionId).toBe(
    glue.GetSchemaVersion({ SchemaId, SchemaVersionNumber: { LatestVersion: true } })
      .SchemaVersionId,
  )
})
