import type { JsonClassifier } from '@aws-sdk/client-glue'
import { type ColumnType, mergeFields, mergeTypes, type StructField } from './column-type.ts'
import { type FileSchema, TEXT_FORMAT } from './file-schema.ts'
import { parseJsonPath, select } from './json-path.ts'
import { jsonType, jsonValues } from './json-values.ts'

/**
 * Reads a text as the built-in JSON classifier does, or from where a custom one's path leads
 * (developer guide, "Writing JSON custom classifiers"). Objects are records, one a line or not.
 * Whatever else, as an array, becomes the only column, `record`. Returns undefined if the text is
 * no JSON.
 */
export function readJson(
  text: string,
  custom?: JsonClassifier,
): Omit<FileSchema, 'compression'> | undefined {
  const values = jsonValues(text)
  if (!values) return undefined
  const path = parseJsonPath(custom?.JsonPath ?? '$')
  const records = values.flatMap((value) => select(value, path))
  if (records.length === 0) return undefined
  const columns = columnsOf(records.map(jsonType))
  return {
    classification: 'json',
    columns,
    records: records.length,
    format: {
      ...TEXT_FORMAT,
      serde: 'org.openx.data.jsonserde.JsonSerDe',
      serdeParameters: { paths: columns.map(({ name }) => name).join(',') },
      parameters: custom ? { jsonPath: custom.JsonPath ?? '$' } : {},
    },
  }
}

function columnsOf(types: readonly ColumnType[]): StructField[] {
  const structs = types.flatMap((type) =>
    typeof type === 'object' && 'struct' in type ? [type.struct] : [],
  )
  if (structs.length < types.length) {
    return [{ name: 'record', type: mergeTypes(types) }]
  }
  const lowerCase = (fields: StructField[]) =>
    fields.map(({ name, type }) => ({ name: name.toLowerCase(), type }))
  return mergeFields(structs.map(lowerCase))
}
