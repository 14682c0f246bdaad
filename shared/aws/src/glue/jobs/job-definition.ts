import type { CreateJobRequest, Job, JobUpdate } from '@aws-sdk/client-glue'
import { capacityOf } from './capacity.ts'
import { checkVersion, DEFAULT_VERSION, defaultTimeout, isAtLeast } from './glue-version.ts'
import { checkInteger, required, requireName, requireOneOf } from '../constraints.ts'
import { invalidInput, notEmulated, type Part } from '../refusal.ts'

/** What CreateJob and UpdateJob have in common. */
type Definition = Omit<CreateJobRequest, 'Name' | 'Tags'> | JobUpdate

const COMMANDS = ['glueetl', 'pythonshell', 'gluestreaming', 'glueray'] as const
const JOB_MODES = ['SCRIPT', 'VISUAL', 'NOTEBOOK'] as const

/** Seven days, in minutes (SDK text, Timeout). */
export const TIMEOUT = { min: 1, max: 10_080 }

/** From 0 to 10 (developer guide, "Adding jobs in AWS Glue"). */
const RETRIES = { min: 0, max: 10 }

/** The maximum is "controlled by a service limit" (SDK text), 1,000 unless AWS raises it. */
const CONCURRENT_RUNS = { min: 1, max: 1000 }

/**
 * Returns the definition of a job as GetJob gives it, with AWS's defaults filled in (SDK text of
 * CreateJobRequest and JobUpdate). Throws InvalidInputException.
 *
 * Some members are kept and given back but mean nothing here: LogUri, Connections, security
 * configuration, notifications, source control, maintenance windows, the visual graph.
 */
export function jobDefinition(
  part: Part,
  input: Definition,
  { now, version: oldVersion }: { now: number; version?: string },
): Omit<Job, 'Name' | 'CreatedOn' | 'LastModifiedOn'> {
  requireName(part, ['role', input.Role])
  const command = required(part, ['command', input.Command])
  const commandName = requireOneOf(part, ['command.name', command.Name], COMMANDS)
  const version = input.GlueVersion ?? oldVersion ?? DEFAULT_VERSION
  if (version === 'auto') throw notEmulated(part, 'An automatic version upgrade')
  if (version !== oldVersion) checkVersion(part, version, now)
  checkInteger(part, ['timeout', input.Timeout], TIMEOUT)
  checkInteger(part, ['maxRetries', input.MaxRetries], RETRIES)
  const MaxConcurrentRuns = input.ExecutionProperty?.MaxConcurrentRuns ?? 1
  checkInteger(part, ['executionProperty.maxConcurrentRuns', MaxConcurrentRuns], CONCURRENT_RUNS)
  const { AllocatedCapacity, ...rest } = input
  if (AllocatedCapacity !== undefined && input.MaxCapacity !== undefined) {
    throw invalidInput(part, 'Please set only Allocated Capacity or Max Capacity.')
  }
  const capacity = { ...input, MaxCapacity: input.MaxCapacity ?? AllocatedCapacity }
  checkExecutionClass(part, input.ExecutionClass, { commandName, version })
  return {
    ...structuredClone(rest),
    ...capacityOf(part, capacity, { command: commandName, version }),
    JobMode: requireOneOf(part, ['jobMode', input.JobMode ?? 'SCRIPT'], JOB_MODES),
    GlueVersion: version,
    ExecutionProperty: { MaxConcurrentRuns },
    MaxRetries: input.MaxRetries ?? 0,
    Timeout: input.Timeout ?? defaultTimeout(version),
  }
}

/** Only Spark jobs of version 3.0 and later can be flexible (SDK text, ExecutionClass). */
function checkExecutionClass(
  part: Part,
  executionClass: string | undefined,
  { commandName, version }: { commandName: string; version: string },
): void {
  if (executionClass === undefined) return
  const name = requireOneOf(part, ['executionClass', executionClass], ['FLEX', 'STANDARD'])
  if (name === 'STANDARD' || (commandName === 'glueetl' && isAtLeast(version, '3.0'))) return
  throw invalidInput(part, 'FLEX is for glueetl jobs with Glue version 3.0 and above only.')
}
