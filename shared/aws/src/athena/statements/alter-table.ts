import { readColumns, readProperties } from './create-table.ts'
import { type Reader, StatementNotEmulated } from './reader.ts'
import type { PartitionSpec, Statement } from './statement.ts'

/** Reads what follows `ALTER TABLE`. */
export function readAlterTable(reader: Reader, database: string): Statement {
  const name = reader.tableName(database)
  if (reader.takes('ADD', 'COLUMNS'))
    return { kind: 'add-columns', name, columns: readColumns(reader) }
  if (reader.takes('SET', 'TBLPROPERTIES')) {
    return { kind: 'set-properties', name, properties: readProperties(reader) }
  }
  if (reader.takes('ADD')) {
    const ifNotExists = reader.takes('IF', 'NOT', 'EXISTS')
    const partitions: { spec: PartitionSpec; location: string | undefined }[] = []
    while (!reader.isDone) {
      const spec = readSpec(reader)
      const location = reader.takes('LOCATION') ? reader.text({ isHive: true }) : undefined
      partitions.push({ spec, location })
    }
    if (partitions.length === 0) throw reader.mismatch('PARTITION')
    return { kind: 'add-partitions', name, ifNotExists, partitions }
  }
  if (reader.takes('DROP')) {
    const ifExists = reader.takes('IF', 'EXISTS')
    const specs = [readSpec(reader)]
    while (reader.takes(',')) specs.push(readSpec(reader))
    return { kind: 'drop-partitions', name, ifExists, specs }
  }
  throw new StatementNotEmulated(`ALTER TABLE … ${reader.next?.value.toUpperCase() ?? ''}`)
}

/** `PARTITION (key = value, …)`; values are texts or numbers. */
function readSpec(reader: Reader): PartitionSpec {
  reader.expect('PARTITION')
  const entries = reader.list((): [string, string] => {
    const key = reader.name()
    if (!reader.takes('=')) {
      throw new StatementNotEmulated(`PARTITION with ${reader.next?.source ?? 'no value'}`)
    }
    if (reader.next?.kind !== 'number') return [key, reader.text({ isHive: true })]
    const { value } = reader.next
    reader.at++
    return [key, value]
  })
  return new Map(entries)
}
