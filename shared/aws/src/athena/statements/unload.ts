import { MalformedStatement, type Reader, StatementNotEmulated } from './reader.ts'
import type { Reading } from './read-statement.ts'
import type { Statement } from './statement.ts'
import { codecOf, placeInS3, readWithProperties, type WithProperties } from './with-properties.ts'

/** Reads what follows `UNLOAD`: `(query) TO 'place' WITH (properties)` (user guide, "UNLOAD"). */
export function readUnload(reader: Reader, { query }: Reading): Statement {
  reader.expect('(')
  const end = closing(reader)
  const sql = query(reader.tokens.length - end)
  reader.at = end + 1
  reader.expect('TO')
  const location = placeInS3('The destination of UNLOAD', reader.text())
  reader.expect('WITH')
  const writing = writingOf(readWithProperties(reader))
  reader.end()
  return { kind: 'unload', sql, location, writing }
}

/** The place of the parenthesis that closes the one just read. */
function closing(reader: Reader): number {
  let depth = 1
  for (let at = reader.at; at < reader.tokens.length; at++) {
    const { source } = reader.tokens[at]!
    if (source === '(') depth++
    else if (source === ')') depth--
    if (depth === 0) return at
  }
  throw new MalformedStatement("mismatched input '<EOF>'. Expecting: ')'")
}

function writingOf(properties: WithProperties): (Statement & { kind: 'unload' })['writing'] {
  const format = properties.text('format')?.toLowerCase()
  if (format === undefined) throw new MalformedStatement('UNLOAD needs the property format')
  if (format !== 'parquet' && format !== 'textfile' && format !== 'json') {
    throw new StatementNotEmulated(`UNLOAD in the format ${format}`)
  }
  const name = properties.text('compression') ?? 'GZIP'
  const codec = codecOf(name, format)
  // "Athena uses gzip for the JSON and TEXTFILE formats."
  if (!codec || (format !== 'parquet' && codec !== 'GZIP')) {
    throw new StatementNotEmulated(`UNLOAD of ${format} with the compression ${name}`)
  }
  const delimiter = properties.text('field_delimiter') ?? '\u0001'
  if (delimiter.length !== 1) {
    throw new MalformedStatement('The field_delimiter of UNLOAD is a single character')
  }
  const partitionedBy = properties.texts('partitioned_by').map((key) => key.toLowerCase())
  if (properties.other !== undefined) {
    throw new StatementNotEmulated(`UNLOAD with ${properties.other}`)
  }
  return { format, codec, delimiter, partitionedBy }
}
