import type {
  DecreaseStreamRetentionPeriodInput,
  DisableEnhancedMonitoringInput,
  EnableEnhancedMonitoringInput,
  EnhancedMonitoringOutput,
  IncreaseStreamRetentionPeriodInput,
  MetricsName,
  StartStreamEncryptionInput,
  StopStreamEncryptionInput,
  UpdateMaxRecordSizeInput,
  UpdateStreamModeInput,
} from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream, refuseMembers } from './account.ts'
import * as constraints from './constraints.ts'
import type { Stream } from './stream.ts'

const METRICS = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
] as const

/** Retention, record size, mode, encryption and enhanced monitoring of a stream. */
export function settingsOperations(account: Account) {
  const fail = (name: string, message: string) => failure(account, name, message)

  return {
    /** IncreaseStreamRetentionPeriod (SDK text): what has expired stays expired. */
    IncreaseStreamRetentionPeriod(input: IncreaseStreamRetentionPeriodInput): object {
      const { stream, hours } = checkRetention(account, input)
      if (hours < stream.retentionHours) {
        const message =
          `Requested retention period (${hours} hours) for stream ${stream.name} can not be ` +
          `shorter than existing retention period (${stream.retentionHours} hours). ` +
          'Use DecreaseRetentionPeriod API.'
        throw fail('InvalidArgumentException', message)
      }
      stream.retentionHours = hours
      return {}
    },

    /** DecreaseStreamRetentionPeriod (SDK text). */
    DecreaseStreamRetentionPeriod(input: DecreaseStreamRetentionPeriodInput): object {
      const { stream, hours } = checkRetention(account, input)
      if (hours > stream.retentionHours) {
        const message =
          `Requested retention period (${hours} hours) for stream ${stream.name} can not be ` +
          `longer than existing retention period (${stream.retentionHours} hours). ` +
          'Use IncreaseRetentionPeriod API.'
        throw fail('InvalidArgumentException', message)
      }
      stream.retentionHours = hours
      return {}
    },

    /** UpdateMaxRecordSize (SDK text). Records that are there already stay. */
    UpdateMaxRecordSize(input: UpdateMaxRecordSizeInput): object {
      const stream = findStream(account, input)
      stream.maxRecordKiB = checkMaxRecordSize(account, input.MaxRecordSizeInKiB)
      return {}
    },

    /** UpdateStreamMode (SDK text): twice in 24 hours; the shards stay as they are. */
    UpdateStreamMode(input: UpdateStreamModeInput): object {
      refuseMembers(account, input, ['WarmThroughputMiBps'])
      const modes = ['PROVISIONED', 'ON_DEMAND'] as const
      const given = input.StreamModeDetails?.StreamMode
      const member: [string, string | undefined] = ['streamModeDetails.streamMode', given]
      const mode = constraints.requireOneOf(account, member, modes)
      const stream = findStream(account, { StreamARN: input.StreamARN })
      const now = account.world.clock.now()
      stream.modeUpdates = stream.modeUpdates.filter((at) => at > now - 86_400_000)
      if (stream.modeUpdates.length >= 2) {
        const message = 'The capacity mode can be switched twice within 24 hours.'
        throw fail('LimitExceededException', message)
      }
      if (mode !== stream.mode) stream.modeUpdates.push(now)
      stream.mode = mode
      return {}
    },

    /** StartStreamEncryption (SDK text). The key is kept, not looked up. */
    StartStreamEncryption(input: StartStreamEncryptionInput): object {
      const { stream, keyId } = checkEncryption(account, input)
      stream.kmsKeyId = keyId
      return {}
    },

    /** StopStreamEncryption (SDK text). */
    StopStreamEncryption(input: StopStreamEncryptionInput): object {
      checkEncryption(account, input).stream.kmsKeyId = undefined
      return {}
    },

    /** EnableEnhancedMonitoring (SDK text). The metrics are kept, not measured. */
    EnableEnhancedMonitoring(input: EnableEnhancedMonitoringInput): EnhancedMonitoringOutput {
      return changeMetrics(account, input, (current, named) => current.union(named))
    },

    /** DisableEnhancedMonitoring (SDK text). */
    DisableEnhancedMonitoring(input: DisableEnhancedMonitoringInput): EnhancedMonitoringOutput {
      return changeMetrics(account, input, (current, named) => current.difference(named))
    },
  }
}

/** Returns the largest record a stream takes, in KiB; throws ValidationException (SDK text). */
export function checkMaxRecordSize(account: Account, size: number | undefined): number {
  const rule = { min: 1024, max: 10_240 }
  return constraints.requireInteger(account, ['maxRecordSizeInKiB', size], rule)
}

function checkRetention(
  account: Account,
  input: IncreaseStreamRetentionPeriodInput,
): { stream: Stream; hours: number } {
  const member: [string, number | undefined] = ['retentionPeriodHours', input.RetentionPeriodHours]
  const hours = constraints.requireInteger(account, member, { min: 1 })
  const stream = findStream(account, input)
  const limit = hours < 24 ? 'Minimum' : hours > 8760 ? 'Maximum' : undefined
  if (!limit) return { stream, hours }
  const [allowed, problem] = limit === 'Minimum' ? [24, 'short'] : [8760, 'long']
  const message =
    `${limit} allowed retention period is ${allowed} hours. ` +
    `Requested retention period (${hours} hours) is too ${problem}.`
  throw failure(account, 'InvalidArgumentException', message)
}

function checkEncryption(account: Account, input: StartStreamEncryptionInput) {
  constraints.requireOneOf(account, ['encryptionType', input.EncryptionType], ['KMS'])
  const keyId = constraints.requireText(account, ['keyId', input.KeyId], { max: 2048 })
  return { stream: findStream(account, input), keyId }
}

function changeMetrics(
  account: Account,
  input: EnableEnhancedMonitoringInput,
  change: (current: Set<string>, named: Set<string>) => Set<string>,
): EnhancedMonitoringOutput {
  const list = constraints.requireList(account, ['shardLevelMetrics', input.ShardLevelMetrics], 7)
  const named = list.map((name) =>
    constraints.requireOneOf(account, ['shardLevelMetrics', name], [...METRICS, 'ALL']),
  )
  const stream = findStream(account, input)
  const before = stream.shardLevelMetrics
  const after = change(before, new Set(named.includes('ALL') ? METRICS : named))
  stream.shardLevelMetrics = after
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    CurrentShardLevelMetrics: [...before] as MetricsName[],
    DesiredShardLevelMetrics: [...after] as MetricsName[],
  }
}
