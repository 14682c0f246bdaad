import type {
  InstanceGroup,
  InstanceGroupConfig,
  InstanceGroupState,
  ListBootstrapActionsInput,
  ListBootstrapActionsOutput,
  ListInstanceGroupsInput,
  ListInstanceGroupsOutput,
} from '@aws-sdk/client-emr'
import { type Account, findCluster } from './account.ts'
import type { Cluster } from './cluster.ts'
import { pageOf } from './page.ts'

/**
 * ListInstanceGroups and ListBootstrapActions: what a cluster was asked for with. The AWS CLI asks
 * for both whenever it describes a cluster.
 */
export function instanceGroupOperations(account: Account) {
  return {
    /** ListInstanceGroups (SDK text). */
    ListInstanceGroups(input: ListInstanceGroupsInput): ListInstanceGroupsOutput {
      const cluster = findCluster(account, input.ClusterId)
      const groups = requestedGroups(cluster).map((config, index) =>
        describe(cluster, config, index),
      )
      const { entries, ...marker } = pageOf(account, groups, input.Marker)
      return { InstanceGroups: entries, ...marker }
    },

    /** ListBootstrapActions (SDK text). */
    ListBootstrapActions(input: ListBootstrapActionsInput): ListBootstrapActionsOutput {
      const { request } = findCluster(account, input.ClusterId)
      const actions = (request.BootstrapActions ?? []).map(({ Name, ScriptBootstrapAction }) => {
        const { Path, Args = [] } = ScriptBootstrapAction ?? {}
        return { Name, ScriptPath: Path, Args: [...Args] }
      })
      const { entries, ...marker } = pageOf(account, actions, input.Marker)
      return { BootstrapActions: entries, ...marker }
    },
  }
}

/**
 * The groups in a request, which may also name types and a number of instances: one of them is the
 * master, the others are core nodes (SDK text, JobFlowInstancesConfig).
 */
function requestedGroups({ request }: Cluster): InstanceGroupConfig[] {
  const {
    InstanceGroups,
    MasterInstanceType,
    SlaveInstanceType,
    InstanceCount = 1,
  } = request.Instances ?? {}
  if (InstanceGroups || !MasterInstanceType) return InstanceGroups ?? []
  const master = { InstanceType: MasterInstanceType, InstanceRole: 'MASTER', InstanceCount: 1 }
  const core = {
    InstanceType: SlaveInstanceType ?? MasterInstanceType,
    InstanceRole: 'CORE',
    InstanceCount: InstanceCount - 1,
  }
  return [master, ...(core.InstanceCount > 0 ? [core] : [])] as InstanceGroupConfig[]
}

function describe(cluster: Cluster, config: InstanceGroupConfig, index: number): InstanceGroup {
  const { Name, Market = 'ON_DEMAND', InstanceRole, InstanceType, InstanceCount = 0 } = config
  const State = stateOf(cluster)
  return {
    Id: `ig-${cluster.id.slice(3)}${index}`,
    ...(Name === undefined ? {} : { Name }),
    Market,
    InstanceGroupType: InstanceRole,
    InstanceType,
    RequestedInstanceCount: InstanceCount,
    RunningInstanceCount: State === 'RUNNING' ? InstanceCount : 0,
    Status: {
      State,
      StateChangeReason: {},
      Timeline: { CreationDateTime: new Date(cluster.createdAt) },
    },
  }
}

function stateOf({ state }: Cluster): InstanceGroupState {
  if (state === 'STARTING') return 'PROVISIONING'
  if (state === 'BOOTSTRAPPING' || state === 'TERMINATING') return state
  return state === 'RUNNING' || state === 'WAITING' ? 'RUNNING' : 'TERMINATED'
}
