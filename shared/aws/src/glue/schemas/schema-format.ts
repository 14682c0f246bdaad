import type { DataFormat } from '@aws-sdk/client-glue'
import { requireOneOf, requireText } from '../constraints.ts'
import { invalidInput, notEmulated, type Part } from '../refusal.ts'
import { avroFormat } from './avro-format.ts'
import { jsonFormat } from './json-format.ts'
import { protobufFormat } from './protobuf-format.ts'
import { UnsupportedKeyword } from './unsupported-keyword.ts'

/** What the registry needs to know about a data format. */
export interface SchemaFormat {
  /** Throws an `Error` that says what is wrong with a definition. */
  check(definition: string): void
  /** The same text for definitions that mean the same: they share a version. */
  canonical(definition: string): string
  /** Whether data written by `writer` can be read by `reader`; both are valid definitions. */
  canRead(reader: string, writer: string): boolean
}

const FORMATS: Record<DataFormat, SchemaFormat> = {
  AVRO: avroFormat,
  JSON: jsonFormat,
  PROTOBUF: protobufFormat,
}

/** Returns a data format by AWS's name. Throws InvalidInputException for an unknown one. */
export function formatNamed(part: Part, name: string | undefined): SchemaFormat {
  return FORMATS[requireOneOf(part, ['dataFormat', name], ['AVRO', 'JSON', 'PROTOBUF'])]
}

/** How long a definition may be (API page CreateSchema). */
const MAX_DEFINITION = 170_000

/** A definition that is there and not too long; throws ValidationException otherwise. */
export function requireDefinition(part: Part, definition: string | undefined): string {
  return requireText(part, ['schemaDefinition', definition], { max: MAX_DEFINITION })
}

/** Refuses a wrong definition with InvalidInputException, in AWS's words. */
export function checkDefinition(
  part: Part,
  definition: string,
  format: DataFormat | undefined,
): void {
  try {
    formatNamed(part, format).check(definition)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const message = `Schema definition of ${format} data format is invalid: ${error.message}`
    throw invalidInput(part, message)
  }
}

/** Whether `reader` can read what `writer` wrote; throws where a format cannot tell. */
export function canRead(
  part: Part,
  format: DataFormat,
  { reader, writer }: { reader: string; writer: string },
): boolean {
  try {
    return formatNamed(part, format).canRead(reader, writer)
  } catch (error) {
    if (!(error instanceof UnsupportedKeyword)) throw error
    throw notEmulated(part, `Comparing JSON schemas with "${error.keyword}"`)
  }
}
