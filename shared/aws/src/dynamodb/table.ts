import type { ProvisionedThroughputDescription, TableStatus } from '@aws-sdk/client-dynamodb'
import { revivedItem } from './attribute-value.ts'
import type { Item } from './attribute-value.ts'
import type { IndexChange } from './capacity.ts'
import { CollectionSizes } from './collection-sizes.ts'
import { itemSize } from './item-size.ts'
import type { KeyAttributes } from './key-encoding.ts'
import { KeySpace } from './key-space.ts'
import type { Entry } from './key-space.ts'
import { Plain } from '../plain.ts'
import { SecondaryIndex } from './secondary-index.ts'
import { attributesIn, keyAttributes } from './key-schema.ts'
import type { AttributeTypes } from './key-schema.ts'
import type { IndexSpec, TableDefinition } from './table-definition.ts'
import type { TableSettings } from './table-settings.ts'
import type { ChangeStream } from './streams/change-stream.ts'
import type { Cause } from './streams/stream-record.ts'
import { take } from './table-transition.ts'
import type { Transition } from './table-transition.ts'
import { TimeToLive } from './time-to-live.ts'

/** A secondary index of a table, and where it is in its life. */
export interface TableIndex extends IndexSpec {
  data: SecondaryIndex
  status: 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE'
  provisioned: ProvisionedThroughputDescription
}

/** What a write did to an item and to each index. */
export interface WriteEffect {
  table: Table
  before: Entry | undefined
  after: Entry | undefined
  indexes: { index: TableIndex; change: IndexChange }[]
}

interface Identity {
  arn: string
  id: string
  created: number
}

type TableData = ReturnType<Table['toData']>

/** A table: its items, its indexes and its settings. All changes of items go through `write`. */
export class Table {
  readonly name: string
  readonly identity: Identity
  readonly settings: TableSettings
  readonly key: KeyAttributes
  readonly keySchema: TableDefinition['keySchema']
  readonly indexes = new Map<string, TableIndex>()
  readonly items: KeySpace
  readonly timeToLive = new TimeToLive()
  attributes: AttributeTypes
  /** When expiry was last turned on or off. */
  timeToLiveChanged: number | undefined
  status: TableStatus = 'CREATING'
  /** The change that is under way; it is done when somebody looks after its moment. */
  transition: Transition | undefined
  /** True when its deletion is done. */
  isGone = false
  /** The stream that takes the table's changes, if one does. */
  stream: ChangeStream | undefined
  /** The stream that was made last, whether it still takes changes or not. */
  latestStream: ChangeStream | undefined
  /** Counts for `DescribeTable`, which AWS takes about every six hours. */
  counted = { at: 0, counts: new Map<string, { items: number; bytes: number }>() }
  /** The sizes of its item collections; of tables with local indexes only. */
  #collections: CollectionSizes | undefined

  constructor(
    definition: Omit<TableDefinition, 'throughput'>,
    identity: Identity,
    settings: TableSettings,
  ) {
    this.name = definition.name
    this.identity = identity
    this.settings = settings
    this.attributes = definition.attributes
    this.keySchema = definition.keySchema
    this.key = keyAttributes(definition.keySchema, definition.attributes)
    this.items = new KeySpace(this.key)
    for (const spec of definition.indexes) this.addIndex(spec)
  }

  /** A table as `toData` described it. */
  static from(data: TableData): Table {
    const { name, identity, settings, keySchema, key, indexes, items, ...members } = data
    const definition = { name, keySchema, attributes: attributesIn(key), indexes: [] }
    const table = new Table(definition, identity, settings)
    for (const { key, status, provisioned, ...spec } of indexes) {
      table.attributes = attributesIn(key)
      Object.assign(table.addIndex(spec), { status, provisioned })
    }
    for (const read of items.data) {
      const item = revivedItem(read)
      table.write(table.items.position(item) as string, item, 0)
    }
    return Object.assign(table, members)
  }

  /** All there is to know about it; what its indexes hold follows from its items. */
  toData() {
    return {
      name: this.name,
      identity: this.identity,
      settings: this.settings,
      keySchema: this.keySchema,
      key: this.key,
      attributes: this.attributes,
      timeToLive: this.timeToLive,
      timeToLiveChanged: this.timeToLiveChanged,
      status: this.status,
      transition: this.transition,
      stream: this.stream,
      latestStream: this.latestStream,
      counted: this.counted,
      indexes: Array.from(this.indexes.values(), ({ data, ...index }) => ({
        ...index,
        key: data.space.key,
      })),
      items: new Plain(Array.from(this.items.entries.ascending(), ([, { item }]) => item)),
    }
  }

  /** The names of the attributes that identify an item. */
  get keyNames(): string[] {
    return [...this.key.hash, ...this.key.range].map(({ name }) => name)
  }

  /** Adds an index, filled with the items there are. */
  addIndex(spec: IndexSpec): TableIndex {
    const data = new SecondaryIndex({
      name: spec.name,
      scope: spec.scope,
      key: keyAttributes(spec.keySchema, this.attributes),
      tableKey: this.key,
      projection: spec.projection.ProjectionType ?? 'ALL',
      nonKeyAttributes: spec.projection.NonKeyAttributes ?? [],
    })
    for (const [, { item }] of this.items.entries.ascending()) data.update(undefined, item)
    const provisioned = { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 }
    Object.assign(provisioned, spec.throughput)
    const index: TableIndex = { ...spec, data, status: 'CREATING', provisioned }
    if (spec.scope === 'local') this.#collections ??= new CollectionSizes(this.key)
    this.indexes.set(spec.name, index)
    return index
  }

  /** Puts an item in its place, or with undefined takes away what is there. */
  write(
    position: string,
    item: Readonly<Item> | undefined,
    now: number,
    cause: Cause = 'request',
  ): WriteEffect {
    const before = this.items.entries.get(position)
    const after = item && { item, size: itemSize(item) }
    if (after) this.items.put(position, after)
    else this.items.delete(position)
    this.timeToLive.track(position, item, now)
    const indexes = [...this.indexes.values()].map((index) => ({
      index,
      change: index.data.update(before?.item, item),
    }))
    const effect = { table: this, before, after, indexes }
    this.#collections?.measure(effect)
    this.stream?.record(effect, { now, cause })
    return effect
  }

  /** Bytes of all items and local index entries with this partition key; tables with such indexes only. */
  collectionBytes(item: Readonly<Item>): number | undefined {
    return this.#collections?.bytes(item)
  }

  /** Brings the table up to date: finishes its transition, removes items that have expired. */
  settle(now: number): void {
    if (this.transition && this.transition.at <= now) {
      const { at, steps } = this.transition
      this.transition = undefined
      this.#expire(at)
      for (const step of steps) take(this, step, at)
    }
    this.#expire(now)
  }

  #expire(now: number) {
    for (const { position, at } of this.timeToLive.due(now)) {
      this.write(position, undefined, at, 'expiry')
    }
  }
}
