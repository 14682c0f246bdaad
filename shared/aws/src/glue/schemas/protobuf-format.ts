import { createRequire } from 'node:module'
import type * as protobufjs from 'protobufjs'
import { stableJson } from '../stable-json.ts'
import { acceptsFields } from './protobuf-fields.ts'
import type { SchemaFormat } from './schema-format.ts'

/**
 * Protocol Buffers, proto2 and proto3, without extensions and groups (developer guide, "AWS Glue
 * Schema registry"). Imports reach Google's own types that are bundled with the parser, as
 * `google/protobuf/timestamp.proto`; others are refused.
 *
 * AWS publishes no rules for compatibility. These are the language's own ("Updating a message type",
 * protobuf.dev), and one that users report of the registry: what the writer knows as a message or an
 * enum, the reader must know too, so that adding one is no FORWARD change.
 */
export const protobufFormat: SchemaFormat = {
  check(definition) {
    rootOf(definition)
  },

  canonical: (definition) => stableJson(rootOf(definition).toJSON()),

  canRead(reader, writer) {
    const [reading, writing] = [rootOf(reader), rootOf(writer)]
    const names = [...typesIn(reading)].map(({ fullName }) => fullName)
    return [...typesIn(writing)].every((written) => {
      if (!names.includes(written.fullName)) return false
      const read = reading.lookup(written.fullName)
      if (!isMessage(written)) return read !== null && !isMessage(read)
      return read !== null && isMessage(read) && acceptsFields(read, written)
    })
  },
}

const require = createRequire(import.meta.url)

/** Loaded when the first schema of this format comes: most worlds have none. */
function parser(): typeof protobufjs {
  return require('protobufjs') as typeof protobufjs
}

function rootOf(definition: string): protobufjs.Root {
  try {
    const { parse, common, Root } = parser()
    const root = new Root()
    const { imports = [], weakImports = [] } = parse(definition, root, { keepCase: true })
    for (const name of [...imports, ...weakImports]) {
      const bundled = common.get(name)
      if (!bundled?.nested) throw new Error(`the import "${name}" cannot be found`)
      root.addJSON(bundled.nested)
    }
    root.resolveAll()
    const types = [...typesIn(root)]
    if (types.length === 0) throw new Error('it defines no message')
    for (const type of types) refuseExtensions(type)
    return root
  } catch (error) {
    throw new SyntaxError((error as Error).message, { cause: error })
  }
}

function refuseExtensions(type: protobufjs.Type | protobufjs.Enum): void {
  if (!isMessage(type)) return
  if ((type as { group?: boolean }).group)
    throw new Error(`groups are not supported: "${type.name}"`)
  if (type.extensions?.length) throw new Error(`extensions are not supported: "${type.name}"`)
}

/** Every message and enum of a definition, those inside of others included; not Google's own. */
function* typesIn(
  space: protobufjs.NamespaceBase,
): Generator<protobufjs.Type | protobufjs.Enum, void> {
  const { Enum, Namespace } = parser()
  for (const nested of space.nestedArray) {
    if (nested.fullName === '.google') continue
    if (nested instanceof Enum) yield nested
    if (isMessage(nested)) yield nested
    if (nested instanceof Namespace || isMessage(nested)) yield* typesIn(nested)
  }
}

function isMessage(type: protobufjs.ReflectionObject): type is protobufjs.Type {
  return type instanceof parser().Type
}
