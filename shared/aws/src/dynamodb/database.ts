import type { Memory, World } from '../service.ts'
import { NAME } from './constraints.ts'
import { IdempotencyTokens } from './idempotency.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import type { ChangeStream } from './streams/change-stream.ts'
import type { Table } from './table.ts'

/** The tables of one account in one region. */
export class Database {
  readonly world: World
  readonly tables = new Map<string, Table>()
  readonly tokens = new IdempotencyTokens()
  /** By ARN, also those of tables that are gone. */
  readonly streams = new Map<string, ChangeStream>()

  /** `restored` is what `held` gave another database. */
  constructor(world: World, restored: Record<string, unknown> = {}) {
    this.world = world
    Object.assign(this, restored)
  }

  /** All that is in it. */
  held(): Record<string, unknown> {
    const { tables, tokens, streams } = this
    return { tables, tokens, streams }
  }

  get now(): number {
    return this.world.clock.now()
  }

  /** The table for reading and writing items. Throws if there is none that is ready. */
  table(nameOrArn: string): Table {
    const table = this.#settled(nameOrArn)
    if (!table || table.status === 'CREATING' || table.status === 'DELETING') throw notFound()
    return table
  }

  /** The table for describing and changing it, whatever its state. */
  describedTable(nameOrArn: string | undefined): Table {
    const table = this.#settled(nameOrArn ?? '')
    if (table) return table
    throw notFound(`Requested resource not found: Table: ${tableName(nameOrArn ?? '')} not found`)
  }

  /** The table with this ARN, for tags. Throws for what is no ARN of a table of this account. */
  taggedTable(arn: string | undefined, operation: string): Table {
    const [, , , , account] = arn?.split(':') ?? []
    if (!arn || !TABLE_ARN.test(arn)) {
      throw invalid(`Invalid TableArn: Invalid ResourceArn provided as input ${arn ?? 'null'}`)
    }
    if (account !== this.world.accountId) {
      const user = `arn:aws:iam::${this.world.accountId}:root`
      throw new Refusal(
        'AccessDeniedException',
        `User: ${user} is not authorized to perform: dynamodb:${operation} on resource: ${arn}`,
      )
    }
    const table = this.#settled(arn)
    // AWS's own spelling.
    if (!table) throw notFound(`Requested resource not found: ResourcArn: ${arn} not found`)
    return table
  }

  arn(name: string): string {
    return `arn:aws:dynamodb:${this.world.region}:${this.world.accountId}:table/${name}`
  }

  /** The table's name, which requests may give as its ARN. */
  tableName(nameOrArn: string): string {
    return tableName(nameOrArn)
  }

  /** The streams that can be read, up to date, by ARN. */
  readableStreams(): ReadonlyMap<string, ChangeStream> {
    this.settle()
    for (const [arn, stream] of this.streams) {
      stream.settle(this.now)
      if (stream.isGone) this.streams.delete(arn)
    }
    return this.streams
  }

  /** Brings every table up to date. */
  settle(): void {
    for (const name of this.tables.keys()) this.#settled(name)
  }

  #settled(nameOrArn: string): Table | undefined {
    const name = tableName(nameOrArn)
    const table = this.tables.get(name)
    table?.settle(this.now)
    if (!table?.isGone) return table
    this.tables.delete(name)
    return undefined
  }
}

const databases = new WeakMap<World, Database>()

/** The one database of a world, which its DynamoDB and its DynamoDB Streams share. */
export function databaseOf(world: World, memory?: Memory): Database {
  const database = databases.get(world) ?? new Database(world, memory?.restored)
  memory?.keep(() => database.held())
  databases.set(world, database)
  return database
}

const TABLE_ARN = new RegExp(`^arn:aws:dynamodb:[a-z0-9-]+:\\d+:table/(${NAME})$`)

function tableName(nameOrArn: string): string {
  return TABLE_ARN.exec(nameOrArn)?.[1] ?? nameOrArn
}
