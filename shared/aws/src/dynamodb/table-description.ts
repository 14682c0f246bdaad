import type {
  GlobalSecondaryIndexDescription,
  LocalSecondaryIndexDescription,
  TableDescription,
} from '@aws-sdk/client-dynamodb'
import type { Table, TableIndex } from './table.ts'

/** How often the counts in a description are taken (SDK text: "approximately every six hours"). */
const COUNTING_INTERVAL = 6 * 60 * 60 * 1000

/** What `DescribeTable` says about a table. */
export function describeTable(table: Table, now: number): TableDescription {
  count(table, now)
  const { settings, identity } = table
  const { items = 0, bytes = 0 } = table.counted.counts.get('') ?? {}
  const description: TableDescription = {
    AttributeDefinitions: [...table.attributes].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    TableName: table.name,
    KeySchema: structuredClone(table.keySchema),
    TableStatus: table.status,
    CreationDateTime: new Date(identity.created),
    ProvisionedThroughput: structuredClone(settings.provisioned),
    TableSizeBytes: bytes,
    ItemCount: items,
    TableArn: identity.arn,
    TableId: identity.id,
    DeletionProtectionEnabled: settings.deletionProtection,
  }
  const { latestStream: stream } = table
  if (stream) {
    const { arn, label, viewType } = stream.identity
    description.LatestStreamArn = arn
    description.LatestStreamLabel = label
    if (stream.status === 'ENABLED' || stream.status === 'ENABLING') {
      description.StreamSpecification = { StreamEnabled: true, StreamViewType: viewType }
    }
  }
  const indexes = [...table.indexes.values()]
  const local = indexes.filter(({ scope }) => scope === 'local')
  const global = indexes.filter(({ scope }) => scope === 'global')
  if (local.length > 0) {
    description.LocalSecondaryIndexes = local.map((index) => describeIndex(table, index))
  }
  // Global indexes go first when their table goes.
  if (global.length > 0 && table.status !== 'DELETING') {
    description.GlobalSecondaryIndexes = global.map((index) => describeGlobal(table, index))
  }
  if (settings.onDemandSince !== undefined || settings.billingMode === 'PAY_PER_REQUEST') {
    description.BillingModeSummary = {
      BillingMode: settings.billingMode,
      LastUpdateToPayPerRequestDateTime: new Date(settings.onDemandSince ?? identity.created),
    }
  }
  if (settings.onDemandThroughput) {
    description.OnDemandThroughput = structuredClone(settings.onDemandThroughput)
  }
  if (settings.tableClass) {
    description.TableClassSummary = { TableClass: settings.tableClass }
  }
  if (settings.encryption?.Enabled) {
    const [, , , region, account] = identity.arn.split(':')
    const key = settings.encryption.KMSMasterKeyId ?? identity.id
    const KMSMasterKeyArn = key.startsWith('arn:')
      ? key
      : `arn:aws:kms:${region}:${account}:key/${key}`
    description.SSEDescription = { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn }
  }
  return description
}

function describeIndex(table: Table, index: TableIndex): LocalSecondaryIndexDescription {
  const { items = 0, bytes = 0 } = table.counted.counts.get(index.name) ?? {}
  return {
    IndexName: index.name,
    KeySchema: structuredClone(index.keySchema),
    Projection: structuredClone(index.projection),
    IndexSizeBytes: bytes,
    ItemCount: items,
    IndexArn: `${table.identity.arn}/index/${index.name}`,
  }
}

function describeGlobal(table: Table, index: TableIndex): GlobalSecondaryIndexDescription {
  return {
    ...describeIndex(table, index),
    IndexStatus: index.status,
    // Only an index that is added to a table with items in it has to catch up.
    ...(index.status === 'CREATING' && table.status !== 'CREATING' && { Backfilling: true }),
    ProvisionedThroughput: structuredClone(index.provisioned),
  }
}

function count(table: Table, now: number) {
  const { counted } = table
  if (now - Math.max(counted.at, table.identity.created) < COUNTING_INTERVAL) return
  counted.at = now
  counted.counts.set('', { items: table.items.entries.size, bytes: table.items.bytes })
  for (const { name, data } of table.indexes.values()) {
    counted.counts.set(name, { items: data.space.entries.size, bytes: data.space.bytes })
  }
}
