import type {
  ProvisionedThroughput,
  ProvisionedThroughputDescription,
} from '@aws-sdk/client-dynamodb'
import { invalid } from './refusal.ts'

/** Throws AWS's `ValidationException` if throughput would stay as it is. */
export function refuseSame(
  current: ProvisionedThroughputDescription,
  wanted: ProvisionedThroughput,
): void {
  const { ReadCapacityUnits, WriteCapacityUnits } = current
  if (
    ReadCapacityUnits !== wanted.ReadCapacityUnits ||
    WriteCapacityUnits !== wanted.WriteCapacityUnits
  ) {
    return
  }
  throw invalid(
    'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      `Current ReadCapacityUnits provisioned for the table: ${ReadCapacityUnits}. ` +
      `Requested ReadCapacityUnits: ${wanted.ReadCapacityUnits}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${WriteCapacityUnits}. ` +
      `Requested WriteCapacityUnits: ${wanted.WriteCapacityUnits}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  )
}

/** Gives a table or an index other throughput, and counts decreases. */
export function setThroughput(
  current: ProvisionedThroughputDescription,
  { ReadCapacityUnits = 0, WriteCapacityUnits = 0 }: ProvisionedThroughput,
  now: number,
): void {
  const isDecrease = noteChange(current, { ReadCapacityUnits, WriteCapacityUnits }, now)
  if (isDecrease) current.NumberOfDecreasesToday = (current.NumberOfDecreasesToday ?? 0) + 1
  Object.assign(current, { ReadCapacityUnits, WriteCapacityUnits })
}

/**
 * Notes when throughput goes up or down: when that begins, and again when it is done. Returns
 * whether some of it goes down.
 */
export function noteChange(
  current: ProvisionedThroughputDescription,
  { ReadCapacityUnits = 0, WriteCapacityUnits = 0 }: ProvisionedThroughput,
  now: number,
): boolean {
  const { ReadCapacityUnits: reads = 0, WriteCapacityUnits: writes = 0 } = current
  const isDecrease = ReadCapacityUnits < reads || WriteCapacityUnits < writes
  if (ReadCapacityUnits > reads || WriteCapacityUnits > writes) {
    current.LastIncreaseDateTime = new Date(now)
  }
  if (isDecrease) current.LastDecreaseDateTime = new Date(now)
  return isDecrease
}
