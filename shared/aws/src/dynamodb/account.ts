import type { DescribeEndpointsResponse, DescribeLimitsOutput } from '@aws-sdk/client-dynamodb'
import type { Database } from './database.ts'

/** AWS: API page DescribeLimits; the default quotas of an account ("Service quotas"). */
export function describeLimits(): DescribeLimitsOutput {
  return {
    AccountMaxReadCapacityUnits: 80_000,
    AccountMaxWriteCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  }
}

/** AWS: API page DescribeEndpoints. */
export function describeEndpoints({ world }: Database): DescribeEndpointsResponse {
  const Address = `dynamodb.${world.region}.amazonaws.com`
  return { Endpoints: [{ Address, CachePeriodInMinutes: 1440 }] }
}
