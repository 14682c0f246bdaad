import type {
  AutoTerminationPolicy,
  ClusterState,
  ClusterStateChangeReason,
  RunJobFlowInput,
  StepConfig,
  StepState,
} from '@aws-sdk/client-emr'

/** A cluster (job flow). Times are in milliseconds since 1970. */
export interface Cluster {
  id: string
  arn: string
  /** What it was asked for with. */
  request: RunJobFlowInput
  state: ClusterState
  stateChangeReason: ClusterStateChangeReason
  createdAt: number
  readyAt?: number
  endedAt?: number
  terminationProtected: boolean
  /** Whether it waits for more when no steps are left. */
  keepAlive: boolean
  stepConcurrencyLevel: number
  autoTermination: AutoTerminationPolicy | undefined
  /** In order of submission. */
  steps: Step[]
  /** Calls off its next state, or its termination for idleness. */
  callOff: () => void
}

/** A step of a cluster. */
export interface Step {
  id: string
  config: StepConfig
  state: StepState
  createdAt: number
  startedAt?: number
  endedAt?: number
  failure?: string
  callOff: () => void
}

/** Whether a cluster is shutting down or gone. */
export function isEnding({ state }: Cluster): boolean {
  return ['TERMINATING', 'TERMINATED', 'TERMINATED_WITH_ERRORS'].includes(state)
}

/** Whether a step counts against the limit of 256: it runs, or waits to. */
export function isActive({ state }: Step): boolean {
  return state === 'PENDING' || state === 'RUNNING'
}
