import type { ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb'
import { indexWriteUnits, writeUnits } from './capacity.ts'
import type { Table, WriteEffect } from './table.ts'

/** Which operations name reads and writes apart: those that transact. */
type Direction = 'read' | 'write'

/** Adds up what an operation consumed, table by table, and reports it as the request wants it. */
export class CapacityReport {
  readonly #level: ReturnConsumedCapacity | undefined
  readonly #transaction: Direction | undefined
  readonly #tables = new Map<string, Consumption>()

  constructor(level: ReturnConsumedCapacity | undefined, transaction?: Direction) {
    this.#level = level
    this.#transaction = transaction
  }

  /** Counts units of a table itself. */
  add(table: { name: string }, units: number): void {
    this.#of(table).table += units
  }

  /** Counts units of one of a table's indexes. */
  addIndex(table: Table, index: string, units: number): void {
    if (units === 0) return
    const consumption = this.#of(table)
    const scope = table.indexes.get(index)?.scope ?? 'global'
    consumption[scope].set(index, (consumption[scope].get(index) ?? 0) + units)
  }

  /** Counts what a write consumed on a table and its indexes. */
  addWrite({ table, before, after, indexes }: WriteEffect): void {
    const transactional = this.#transaction !== undefined
    this.add(table, writeUnits(before?.size ?? 0, after?.size ?? 0, transactional))
    for (const { index, change } of indexes) {
      this.addIndex(table, index.name, indexWriteUnits(change, transactional))
    }
  }

  /** `ConsumedCapacity` for an operation on one table: an object to spread into its output. */
  single(): { ConsumedCapacity?: ConsumedCapacity } {
    const [ConsumedCapacity] = this.#reports()
    return ConsumedCapacity ? { ConsumedCapacity } : {}
  }

  /** `ConsumedCapacity` for an operation on several tables: an object to spread into its output. */
  list(): { ConsumedCapacity?: ConsumedCapacity[] } {
    const reports = this.#reports()
    return this.#wanted ? { ConsumedCapacity: reports } : {}
  }

  get #wanted(): boolean {
    return this.#level === 'TOTAL' || this.#level === 'INDEXES'
  }

  #of({ name }: { name: string }): Consumption {
    const consumption = this.#tables.get(name) ?? { table: 0, local: new Map(), global: new Map() }
    this.#tables.set(name, consumption)
    return consumption
  }

  #reports(): ConsumedCapacity[] {
    if (!this.#wanted) return []
    return [...this.#tables].map(([TableName, { table, local, global }]) => {
      const indexes = [...local.values(), ...global.values()]
      const total = indexes.reduce((sum, units) => sum + units, table)
      const report: ConsumedCapacity = { TableName, ...this.#units(total) }
      if (this.#level !== 'INDEXES') return report
      report.Table = this.#units(table)
      if (local.size > 0) report.LocalSecondaryIndexes = this.#byName(local)
      if (global.size > 0) report.GlobalSecondaryIndexes = this.#byName(global)
      return report
    })
  }

  #byName(indexes: ReadonlyMap<string, number>) {
    return Object.fromEntries([...indexes].map(([name, units]) => [name, this.#units(units)]))
  }

  #units(CapacityUnits: number) {
    if (this.#transaction === 'read') return { CapacityUnits, ReadCapacityUnits: CapacityUnits }
    if (this.#transaction === 'write') return { CapacityUnits, WriteCapacityUnits: CapacityUnits }
    return { CapacityUnits }
  }
}

interface Consumption {
  table: number
  local: Map<string, number>
  global: Map<string, number>
}
