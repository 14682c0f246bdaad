import type {
  ComputeEnvironmentDetail,
  CreateComputeEnvironmentRequest,
  CreateComputeEnvironmentResponse,
  DeleteComputeEnvironmentRequest,
  DescribeComputeEnvironmentsRequest,
  DescribeComputeEnvironmentsResponse,
  UpdateComputeEnvironmentRequest,
  UpdateComputeEnvironmentResponse,
} from '@aws-sdk/client-batch'
import { type Account, arnOf, failure, nameIn, refuseMembers, requireName } from './account.ts'
import { pageOf } from './page.ts'

/** Compute environments. They are `VALID` as soon as they are made, and hold any number of jobs. */
export function computeEnvironmentOperations(account: Account) {
  return {
    /** CreateComputeEnvironment (SDK text): a managed one names its resources, an unmanaged its role. */
    CreateComputeEnvironment(
      input: CreateComputeEnvironmentRequest,
    ): CreateComputeEnvironmentResponse {
      refuseMembers(account, input, ['eksConfiguration', 'ecsSettings', 'unmanagedvCpus'])
      const name = requireName(account, 'computeEnvironmentName', input.computeEnvironmentName)
      if (account.environments.has(name)) throw failure(account, `Object already exists: "${name}"`)
      const { type, state = 'ENABLED' } = input
      if (type !== 'MANAGED' && type !== 'UNMANAGED') {
        throw failure(account, `type must be MANAGED or UNMANAGED: "${type ?? ''}"`)
      }
      if (type === 'MANAGED' && !input.computeResources) {
        throw failure(account, 'A managed compute environment must have computeResources')
      }
      if (type === 'UNMANAGED' && !input.serviceRole) {
        throw failure(account, 'An unmanaged compute environment must have a serviceRole')
      }
      const computeEnvironmentArn = arnOf(account, `compute-environment/${name}`)
      account.environments.set(name, {
        computeEnvironmentName: name,
        computeEnvironmentArn,
        ecsClusterArn: `arn:aws:ecs:${account.world.region}:${account.world.accountId}:cluster/${name}`,
        type,
        state,
        status: 'VALID',
        statusReason: 'ComputeEnvironment Healthy',
        containerOrchestrationType: 'ECS',
        tags: { ...input.tags },
        ...(input.computeResources ? { computeResources: input.computeResources } : {}),
        ...(input.serviceRole ? { serviceRole: input.serviceRole } : {}),
      })
      return { computeEnvironmentName: name, computeEnvironmentArn }
    },

    /** UpdateComputeEnvironment (SDK text), of its state and role only. */
    UpdateComputeEnvironment(
      input: UpdateComputeEnvironmentRequest,
    ): UpdateComputeEnvironmentResponse {
      refuseMembers(account, input, ['computeResources', 'updatePolicy', 'unmanagedvCpus'])
      const environment = findEnvironment(account, input.computeEnvironment)
      if (input.state) environment.state = input.state
      if (input.serviceRole) environment.serviceRole = input.serviceRole
      const { computeEnvironmentName, computeEnvironmentArn } = environment
      return { computeEnvironmentName, computeEnvironmentArn }
    },

    /** DeleteComputeEnvironment (SDK text): only once disabled and of no job queue. */
    DeleteComputeEnvironment(input: DeleteComputeEnvironmentRequest): object {
      const environment = findEnvironment(account, input.computeEnvironment)
      const { computeEnvironmentName: name = '', state } = environment
      if (state !== 'DISABLED') {
        throw failure(account, 'Cannot delete, state must be DISABLED')
      }
      const arn = arnOf(account, `compute-environment/${name}`)
      const isUsed = [...account.queues.values()].some(({ computeEnvironmentOrder }) =>
        computeEnvironmentOrder?.some(({ computeEnvironment }) => computeEnvironment === arn),
      )
      if (isUsed) throw failure(account, 'Cannot delete, found existing JobQueue relationship')
      account.environments.delete(name)
      return {}
    },

    /** DescribeComputeEnvironments (SDK text): those named, or all, up to 100 a call. */
    DescribeComputeEnvironments(
      input: DescribeComputeEnvironmentsRequest,
    ): DescribeComputeEnvironmentsResponse {
      const names = input.computeEnvironments?.map((each) =>
        nameIn(account, 'compute-environment', each),
      )
      const all = [...account.environments.values()].filter(
        ({ computeEnvironmentName = '' }) => names?.includes(computeEnvironmentName) ?? true,
      )
      const { entries, ...token } = pageOf(account, all, input, 100)
      return { computeEnvironments: structuredClone(entries), ...token }
    },
  }
}

/** Returns the compute environment a request names; throws ClientException if there is none. */
export function findEnvironment(
  account: Account,
  reference: string | undefined,
): ComputeEnvironmentDetail {
  const name = nameIn(account, 'compute-environment', reference ?? '')
  const environment = account.environments.get(name)
  if (environment) return environment
  throw failure(account, `ComputeEnvironment "${reference ?? ''}" does not exist`)
}
