import type {
  DescribeTimeToLiveInput,
  DescribeTimeToLiveOutput,
  UpdateTimeToLiveInput,
  UpdateTimeToLiveOutput,
} from '@aws-sdk/client-dynamodb'
import { Constraints } from './constraints.ts'
import type { Database } from './database.ts'
import { invalid } from './refusal.ts'

/** For how long after a change there is no other (SDK text of UpdateTimeToLive: one hour). */
export const CHANGE_INTERVAL = 60 * 60 * 1000

/**
 * AWS: API page UpdateTimeToLive. Takes effect at once, and the status says so; expired items go
 * `DELETION_DELAY` after their expiry.
 */
export function updateTimeToLive(
  database: Database,
  input: UpdateTimeToLiveInput,
): UpdateTimeToLiveOutput {
  const { AttributeName, Enabled } = input.TimeToLiveSpecification ?? {}
  const path = 'timeToLiveSpecification'
  new Constraints()
    .tableName(input.TableName)
    .required(path, input.TimeToLiveSpecification)
    .required(`${path}.attributeName`, AttributeName)
    .length(`${path}.attributeName`, AttributeName, { min: 1, max: 255 })
    .required(`${path}.enabled`, Enabled)
    .enforce()
  const table = database.table(input.TableName ?? '')
  const { timeToLive } = table
  const { now } = database
  const current = timeToLive.attribute
  if (Enabled && current !== undefined) throw invalid('TimeToLive is already enabled')
  if (!Enabled && current === undefined) throw invalid('TimeToLive is already disabled')
  if (table.timeToLiveChanged !== undefined && now - table.timeToLiveChanged < CHANGE_INTERVAL) {
    throw invalid('Time to live has been modified multiple times within a fixed interval')
  }
  if (!Enabled && current !== AttributeName) {
    throw invalid(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    )
  }
  if (Enabled) timeToLive.enable(AttributeName ?? '', table.items.entries.ascending(), now)
  else timeToLive.disable()
  table.timeToLiveChanged = now
  return { TimeToLiveSpecification: { AttributeName, Enabled } }
}

/** AWS: API page DescribeTimeToLive. */
export function describeTimeToLive(
  database: Database,
  input: DescribeTimeToLiveInput,
): DescribeTimeToLiveOutput {
  new Constraints().tableName(input.TableName).enforce()
  const AttributeName = database.describedTable(input.TableName).timeToLive.attribute
  if (AttributeName === undefined)
    return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }
  return { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName } }
}
