import avro from 'avsc'
import { stableJson } from '../stable-json.ts'
import type { SchemaFormat } from './schema-format.ts'

/**
 * Avro, by its own rules of schema resolution: a field that the writer lacks needs a default in the
 * reader. (The developer guide calls a field optional when its type includes null; without a
 * default, Avro does not, and neither does this.)
 */
export const avroFormat: SchemaFormat = {
  check(definition) {
    typeOf(definition)
  },

  canonical: (definition) => stableJson(JSON.parse(definition)),

  canRead(reader, writer) {
    const [readerType, writerType] = [typeOf(reader), typeOf(writer)]
    try {
      readerType.createResolver(writerType)
      return true
    } catch {
      return false
    }
  },
}

function typeOf(definition: string): avro.Type {
  try {
    return avro.Type.forSchema(JSON.parse(definition) as avro.Schema, { noAnonymousTypes: true })
  } catch (error) {
    throw new SyntaxError((error as Error).message, { cause: error })
  }
}
