import type {
  ContainerProperties,
  DeregisterJobDefinitionRequest,
  DescribeJobDefinitionsRequest,
  DescribeJobDefinitionsResponse,
  JobDefinition,
  JobTimeout,
  RegisterJobDefinitionRequest,
  RegisterJobDefinitionResponse,
} from '@aws-sdk/client-batch'
import {
  type Account,
  arnOf,
  failure,
  nameIn,
  refuseMembers,
  requireInteger,
  requireName,
} from './account.ts'
import { pageOf } from './page.ts'
import { checkRetryStrategy } from './retry.ts'

const NOT_EMULATED = ['nodeProperties', 'eksProperties', 'ecsProperties']

/** Job definitions and their revisions, of single containers. */
export function jobDefinitionOperations(account: Account) {
  return {
    /** RegisterJobDefinition (SDK text): a new revision of the name, counted from 1. */
    RegisterJobDefinition(input: RegisterJobDefinitionRequest): RegisterJobDefinitionResponse {
      refuseMembers(account, input, [...NOT_EMULATED, 'consumableResourceProperties'])
      const jobDefinitionName = requireName(account, 'jobDefinitionName', input.jobDefinitionName)
      if (input.type !== 'container') {
        throw failure(account, `type must be container, others are not emulated: "${input.type}"`)
      }
      const revisions = account.definitions.get(jobDefinitionName) ?? []
      const revision = revisions.length + 1
      const jobDefinitionArn = arnOf(account, `job-definition/${jobDefinitionName}:${revision}`)
      const definition: JobDefinition = {
        jobDefinitionName,
        jobDefinitionArn,
        revision,
        status: 'ACTIVE',
        type: 'container',
        parameters: { ...input.parameters },
        containerProperties: checkContainer(account, input.containerProperties),
        containerOrchestrationType: 'ECS',
        tags: { ...input.tags },
        propagateTags: input.propagateTags ?? false,
        ...(input.platformCapabilities ? { platformCapabilities: input.platformCapabilities } : {}),
        ...(input.retryStrategy
          ? { retryStrategy: checkRetryStrategy(account, input.retryStrategy) }
          : {}),
        ...(input.timeout ? { timeout: checkTimeout(account, input.timeout) } : {}),
      }
      account.definitions.set(jobDefinitionName, [...revisions, structuredClone(definition)])
      return { jobDefinitionName, jobDefinitionArn, revision }
    },

    /** DeregisterJobDefinition (SDK text): the revision is INACTIVE; its jobs go on. */
    DeregisterJobDefinition(input: DeregisterJobDefinitionRequest): object {
      const { name, revision } = reference(account, input.jobDefinition)
      const definition = account.definitions.get(name)?.[(revision ?? 0) - 1]
      if (!definition) {
        throw failure(account, `jobDefinition must be name:revision of one that exists: "${name}"`)
      }
      definition.status = 'INACTIVE'
      return {}
    },

    /** DescribeJobDefinitions (SDK text): those named or all, the latest revision first. */
    DescribeJobDefinitions(input: DescribeJobDefinitionsRequest): DescribeJobDefinitionsResponse {
      const named = input.jobDefinitions?.map((each) => reference(account, each))
      if (named && named.length > 100) {
        throw failure(account, `jobDefinitions must have at most 100 entries: ${named.length}`)
      }
      const all = [...account.definitions.values()].flatMap((revisions) => revisions.toReversed())
      const chosen = all.filter(
        ({ jobDefinitionName, revision, status }) =>
          (input.jobDefinitionName ?? jobDefinitionName) === jobDefinitionName &&
          (input.status ?? status) === status &&
          (named?.some(
            (each) => each.name === jobDefinitionName && (each.revision ?? revision) === revision,
          ) ??
            true),
      )
      const { entries, ...token } = pageOf(account, chosen, input, 100)
      return { jobDefinitions: structuredClone(entries), ...token }
    },
  }
}

/** Returns the revision a job names, or the latest active one; throws ClientException. */
export function findDefinition(account: Account, text: string | undefined): JobDefinition {
  const { name, revision } = reference(account, text)
  const active = account.definitions.get(name)?.filter(({ status }) => status === 'ACTIVE')
  const found = revision ? active?.find((each) => each.revision === revision) : active?.at(-1)
  if (found) return found
  throw failure(account, `JobDefinition "${text ?? ''}" does not exist or is not active`)
}

/** Checks a timeout: at least 60 seconds (SDK text, JobTimeout). */
export function checkTimeout(account: Account, timeout: JobTimeout): JobTimeout {
  const member: [string, number | undefined] = [
    'attemptDurationSeconds',
    timeout.attemptDurationSeconds,
  ]
  requireInteger(account, member, [60, 2 ** 31 - 1])
  return timeout
}

function checkContainer(account: Account, container: ContainerProperties | undefined) {
  if (container?.image) return container
  throw failure(account, 'containerProperties must have an image')
}

function reference(account: Account, text: string | undefined) {
  const [name = '', revision] = nameIn(account, 'job-definition', text ?? '').split(':')
  return { name, revision: revision === undefined ? undefined : Number(revision) }
}
