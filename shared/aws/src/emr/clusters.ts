import type {
  Cluster as ClusterDescription,
  ClusterSummary,
  DescribeClusterInput,
  DescribeClusterOutput,
  ListClustersInput,
  ListClustersOutput,
  RunJobFlowInput,
  RunJobFlowOutput,
} from '@aws-sdk/client-emr'
import { type Account, findCluster, invalid, newId } from './account.ts'
import type { Cluster } from './cluster.ts'
import { checkIdleTimeout } from './auto-termination.ts'
import { setOut } from './lifecycle.ts'
import { pageOf } from './page.ts'
import { addSteps } from './steps.ts'

/** RunJobFlow, DescribeCluster and ListClusters. */
export function clusterOperations(account: Account) {
  return {
    /**
     * RunJobFlow (SDK text). How instances, applications and roles are set up is kept, and has no
     * effect.
     */
    RunJobFlow(input: RunJobFlowInput): RunJobFlowOutput {
      account.agenda.catchUp()
      if (!input.Name) throw invalid(account, 'The job flow must have a name')
      if (!input.Instances) throw invalid(account, 'The job flow must have instances')
      const level = input.StepConcurrencyLevel ?? 1
      if (!(Number.isInteger(level) && level >= 1 && level <= 256)) {
        throw invalid(account, `StepConcurrencyLevel must be between 1 and 256: ${level}`)
      }
      const cluster = newCluster(account, input)
      addSteps(account, cluster, input.Steps ?? [])
      account.clusters.set(cluster.id, cluster)
      setOut(account, cluster)
      return { JobFlowId: cluster.id, ClusterArn: cluster.arn }
    },

    /** DescribeCluster (SDK text). */
    DescribeCluster(input: DescribeClusterInput): DescribeClusterOutput {
      return { Cluster: describe(findCluster(account, input.ClusterId)) }
    },

    /** ListClusters (SDK text): up to 50 a call, the newest first. */
    ListClusters(input: ListClustersInput): ListClustersOutput {
      account.agenda.catchUp()
      const { CreatedAfter, CreatedBefore, ClusterStates } = input
      const chosen = [...account.clusters.values()].filter(
        ({ createdAt, state }) =>
          createdAt >= (CreatedAfter?.getTime() ?? -Infinity) &&
          createdAt <= (CreatedBefore?.getTime() ?? Infinity) &&
          (ClusterStates?.length ? ClusterStates.includes(state) : true),
      )
      const { entries, ...marker } = pageOf(account, chosen.toReversed(), input.Marker)
      return { Clusters: entries.map(summarize), ...marker }
    },
  }
}

function newCluster(account: Account, request: RunJobFlowInput): Cluster {
  const { world } = account
  const id = newId(account, 'j')
  return {
    id,
    arn: `arn:aws:elasticmapreduce:${world.region}:${world.accountId}:cluster/${id}`,
    request: structuredClone(request),
    state: 'STARTING',
    stateChangeReason: {},
    createdAt: world.clock.now(),
    terminationProtected: request.Instances?.TerminationProtected ?? false,
    keepAlive: request.Instances?.KeepJobFlowAliveWhenNoSteps ?? false,
    stepConcurrencyLevel: request.StepConcurrencyLevel ?? 1,
    autoTermination: request.AutoTerminationPolicy
      ? checkIdleTimeout(account, request.AutoTerminationPolicy)
      : undefined,
    steps: [],
    callOff: () => {},
  }
}

function summarize(cluster: Cluster): ClusterSummary {
  const { createdAt, readyAt, endedAt } = cluster
  return {
    Id: cluster.id,
    Name: cluster.request.Name,
    Status: {
      State: cluster.state,
      StateChangeReason: { ...cluster.stateChangeReason },
      Timeline: {
        CreationDateTime: new Date(createdAt),
        ...(readyAt === undefined ? {} : { ReadyDateTime: new Date(readyAt) }),
        ...(endedAt === undefined ? {} : { EndDateTime: new Date(endedAt) }),
      },
    },
    NormalizedInstanceHours: 0,
    ClusterArn: cluster.arn,
  }
}

function describe(cluster: Cluster): ClusterDescription {
  const { LogUri, ReleaseLabel, Applications, Tags, ServiceRole } = cluster.request
  return structuredClone({
    ...summarize(cluster),
    ...(LogUri ? { LogUri } : {}),
    ...(ReleaseLabel ? { ReleaseLabel } : {}),
    ...(ServiceRole ? { ServiceRole } : {}),
    InstanceCollectionType: 'INSTANCE_GROUP',
    AutoTerminate: !cluster.keepAlive,
    TerminationProtected: cluster.terminationProtected,
    VisibleToAllUsers: true,
    Applications: Applications ?? [],
    Tags: Tags ?? [],
    StepConcurrencyLevel: cluster.stepConcurrencyLevel,
  } satisfies ClusterDescription)
}
