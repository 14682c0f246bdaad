import type { DataFormat } from '@aws-sdk/client-glue'
import { requireOneOf } from '../constraints.ts'
import { invalidInput, notEmulated, type Part } from '../refusal.ts'
import { avroFormat } from './avro-format.ts'
import { jsonFormat, UnsupportedKeyword } from './json-format.ts'

/** What the registry needs to know about a data format. */
export interface SchemaFormat {
  /** Throws an `Error` that says what is wrong with a definition. */
  check(definition: string): void
  /** Whether data written by `writer` can be read by `reader`; both are valid definitions. */
  canRead(reader: string, writer: string): boolean
}

const FORMATS: Partial<Record<DataFormat, SchemaFormat>> = { AVRO: avroFormat, JSON: jsonFormat }

/**
 * Returns a data format by AWS's name. Throws InvalidInputException for an unknown one, and an
 * error for PROTOBUF, which is not emulated.
 */
export function formatNamed(part: Part, name: string | undefined): SchemaFormat {
  const known = requireOneOf(part, ['dataFormat', name], ['AVRO', 'JSON', 'PROTOBUF'])
  const format = FORMATS[known]
  if (!format) throw notEmulated(part, 'The data format PROTOBUF')
  return format
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
