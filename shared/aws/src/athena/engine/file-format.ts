import type { StorageDescriptor } from '@aws-sdk/client-glue'
import type { FileFormat } from './job.ts'

/**
 * How the files of a table are read, by its SerDe and what parameters say (user guide, "Supported
 * SerDes"). A format that is not emulated is told as such, and refused when something reads it.
 */
export function formatOf(
  { SerdeInfo, InputFormat = '', Parameters: storage = {} }: StorageDescriptor,
  table: Readonly<Record<string, string>>,
): FileFormat {
  const { SerializationLibrary: serde = '', Parameters: own = {} } = SerdeInfo ?? {}
  const settings = { ...table, ...storage, ...own }
  const skip = Number(settings['skip.header.line.count'] ?? 0) || 0
  switch (serde.split('.').at(-1)) {
    case 'LazySimpleSerDe':
      if (!/Text/.test(InputFormat)) return refused(InputFormat)
      return {
        kind: 'lazy',
        delimiter: settings['field.delim'] || settings['separatorChar'] || '\u0001',
        escape: settings['escape.delim'],
        nullText: settings['serialization.null.format'] ?? '\\N',
        skip,
      }
    case 'OpenCSVSerde':
      return {
        kind: 'open-csv',
        delimiter: own['separatorChar'] ?? ',',
        quote: own['quoteChar'] ?? '"',
        escape: own['escapeChar'] ?? '\\',
        skip,
      }
    case 'JsonSerDe':
      return { kind: 'json', ignoreMalformed: own['ignore.malformed.json'] === 'true' }
    case 'ParquetHiveSerDe':
      return { kind: 'parquet' }
    default:
      return refused(serde || 'no SerDe')
  }
}

function refused(what: string): FileFormat {
  return { kind: 'refused', reason: `files read by ${what}` }
}
