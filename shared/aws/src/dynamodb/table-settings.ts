import type {
  BillingMode,
  OnDemandThroughput,
  ProvisionedThroughputDescription,
  SSESpecification,
  TableClass,
} from '@aws-sdk/client-dynamodb'

/** Settings that are stored and described, and change nothing in how the fake works. */
export interface TableSettings {
  billingMode: BillingMode
  onDemandSince: number | undefined
  provisioned: ProvisionedThroughputDescription
  tableClass: TableClass | undefined
  deletionProtection: boolean
  encryption: SSESpecification | undefined
  onDemandThroughput: OnDemandThroughput | undefined
  tags: Map<string, string>
  /** Point-in-time recovery, if it is on. */
  recovery: { since: number; days: number } | undefined
}
