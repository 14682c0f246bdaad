import type {
  ResultConfiguration,
  ResultConfigurationUpdates,
  WorkGroupConfiguration,
  WorkGroupConfigurationUpdates,
  WorkGroupState,
} from '@aws-sdk/client-athena'
import * as constraints from './constraints.ts'
import { invalidRequest, type Part, refuseMembers } from './refusal.ts'

/** A workgroup, as it is kept. */
export interface StoredWorkGroup {
  name: string
  description: string | undefined
  state: WorkGroupState
  /** Milliseconds since 1970. */
  createdAt: number
  configuration: WorkGroupConfiguration
}

/** The one engine that there is. */
export const ENGINE_VERSION = 'Athena engine version 3'

/** The names that workgroups can have (SDK model). */
export const WORK_GROUP_NAME = { pattern: /^[a-zA-Z0-9._-]{1,128}$/ }

/** Settings that would change what queries do, in ways that this fake does not know. */
const NOT_EMULATED = [
  'ManagedQueryResultsConfiguration',
  'ManagedQueryResultsConfigurationUpdates',
  'AdditionalConfiguration',
  'ExecutionRole',
  'MonitoringConfiguration',
  'EngineConfiguration',
  'CustomerContentEncryptionConfiguration',
  'IdentityCenterConfiguration',
  'QueryResultsS3AccessGrantsConfiguration',
]

/** The least limit of bytes a query may scan: 10 MB (SDK model). */
const MIN_CUTOFF = 10_000_000

/** A workgroup with AWS's defaults: its settings are enforced, unless it is `primary`. */
export function newWorkGroup(
  name: string,
  options: { at: number; description?: string | undefined; configuration?: WorkGroupConfiguration },
): StoredWorkGroup {
  const { at, description, configuration = {} } = options
  return {
    name,
    description,
    state: 'ENABLED',
    createdAt: at,
    configuration: {
      EnforceWorkGroupConfiguration: name !== 'primary',
      PublishCloudWatchMetricsEnabled: name !== 'primary',
      RequesterPaysEnabled: false,
      EnableMinimumEncryptionConfiguration: false,
      ...structuredClone(configuration),
      ResultConfiguration: structuredClone(configuration.ResultConfiguration ?? {}),
      EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: ENGINE_VERSION },
    },
  }
}

/** Checks the settings of a new workgroup. Throws InvalidRequestException. */
export function checkConfiguration(part: Part, configuration: WorkGroupConfiguration = {}): void {
  refuseMembers(part, configuration, NOT_EMULATED)
  const cutoff = configuration.BytesScannedCutoffPerQuery
  checkCutoff(part, cutoff)
  checkEngine(part, configuration.EngineVersion?.SelectedEngineVersion)
  checkLocation(part, configuration.ResultConfiguration?.OutputLocation)
}

/** Applies updates to a workgroup's settings. Throws InvalidRequestException. */
export function updateConfiguration(
  part: Part,
  current: WorkGroupConfiguration,
  updates: WorkGroupConfigurationUpdates,
): WorkGroupConfiguration {
  refuseMembers(part, updates, NOT_EMULATED)
  const { ResultConfigurationUpdates, RemoveBytesScannedCutoffPerQuery, EngineVersion, ...rest } =
    updates
  checkCutoff(part, updates.BytesScannedCutoffPerQuery)
  checkEngine(part, EngineVersion?.SelectedEngineVersion)
  const members = Object.entries(rest).filter(([, value]) => value !== undefined)
  const next: WorkGroupConfiguration = { ...current, ...Object.fromEntries(members) }
  if (RemoveBytesScannedCutoffPerQuery) delete next.BytesScannedCutoffPerQuery
  const results = current.ResultConfiguration ?? {}
  next.ResultConfiguration = updateResults(part, results, ResultConfigurationUpdates ?? {})
  return next
}

function updateResults(
  part: Part,
  current: ResultConfiguration,
  updates: ResultConfigurationUpdates,
): ResultConfiguration {
  const next = { ...current }
  const members = [
    'OutputLocation',
    'EncryptionConfiguration',
    'ExpectedBucketOwner',
    'AclConfiguration',
  ] as const
  for (const member of members) {
    if (updates[`Remove${member}`]) delete next[member]
    else if (updates[member] !== undefined) Object.assign(next, { [member]: updates[member] })
  }
  checkLocation(part, next.OutputLocation)
  return next
}

function checkCutoff(part: Part, cutoff: number | undefined): void {
  const member: [string, number | undefined] = ['bytesScannedCutoffPerQuery', cutoff]
  constraints.optionalInteger(part, member, { min: MIN_CUTOFF, otherwise: MIN_CUTOFF })
}

function checkEngine(part: Part, version = 'AUTO'): void {
  if (version === 'AUTO' || version === ENGINE_VERSION) return
  throw invalidRequest(part, `Engine version ${version} is not supported`)
}

/** Throws InvalidRequestException for a location that is none in S3; AWS's text. */
export function checkLocation(part: Part, location: string | undefined): void {
  if (location === undefined || /^s3:\/\/[^/]+(?:\/.*)?$/s.test(location)) return
  throw invalidRequest(part, 'outputLocation is not a valid S3 path.')
}
