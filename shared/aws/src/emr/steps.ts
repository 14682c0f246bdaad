import type {
  AddJobFlowStepsInput,
  AddJobFlowStepsOutput,
  DescribeStepInput,
  DescribeStepOutput,
  ListStepsInput,
  ListStepsOutput,
  StepConfig,
  StepSummary,
} from '@aws-sdk/client-emr'
import {
  type Account,
  findCluster,
  findJobFlow,
  invalid,
  invalidRequest,
  newId,
} from './account.ts'
import { type Cluster, isActive, isEnding, type Step } from './cluster.ts'
import { proceed } from './lifecycle.ts'
import { pageOf } from './page.ts'

/** How many steps may run or wait at once (management guide, "Submit work to a cluster"). */
const MAX_STEPS = 256

/** How many characters the strings of one HadoopJarStep may have (SDK text, AddJobFlowSteps). */
const MAX_CHARACTERS = 10_240

const ACTIONS = ['TERMINATE_CLUSTER', 'TERMINATE_JOB_FLOW', 'CANCEL_AND_WAIT', 'CONTINUE']

/** AddJobFlowSteps, ListSteps and DescribeStep. */
export function stepOperations(account: Account) {
  return {
    /**
     * AddJobFlowSteps (SDK text): all of the steps or none, while the cluster is not shutting down.
     */
    AddJobFlowSteps(input: AddJobFlowStepsInput): AddJobFlowStepsOutput {
      const cluster = findJobFlow(account, input.JobFlowId)
      if (isEnding(cluster)) {
        throw invalid(
          account,
          'A job flow that is shutting down, terminated, or finished may not be modified.',
        )
      }
      const steps = addSteps(account, cluster, input.Steps ?? [])
      proceed(account, cluster)
      return { StepIds: steps.map(({ id }) => id) }
    },

    /**
     * ListSteps (SDK text): up to 50 a call, in reverse order unless ids or states are named; up
     * to 10 ids.
     */
    ListSteps(input: ListStepsInput): ListStepsOutput {
      const { steps } = findCluster(account, input.ClusterId)
      const { StepIds: ids = [], StepStates: states = [] } = input
      if (ids.length > 10) throw invalidRequest(account, `At most 10 StepIds: ${ids.length}`)
      const chosen = steps.filter(
        ({ id, state }) =>
          (ids.length === 0 || ids.includes(id)) && (states.length === 0 || states.includes(state)),
      )
      const isFiltered = ids.length > 0 || states.length > 0
      const ordered = isFiltered ? chosen : chosen.toReversed()
      const { entries, ...marker } = pageOf(account, ordered, input.Marker)
      return { Steps: entries.map(describe), ...marker }
    },

    /** DescribeStep (SDK text). */
    DescribeStep(input: DescribeStepInput): DescribeStepOutput {
      const { steps } = findCluster(account, input.ClusterId)
      const step = steps.find(({ id }) => id === input.StepId)
      if (!step) throw invalidRequest(account, `Step id '${input.StepId ?? ''}' is not valid.`)
      return { Step: describe(step) }
    },
  }
}

/** Appends steps to those of a cluster; throws ValidationException if they do not fit. */
export function addSteps(account: Account, cluster: Cluster, configs: StepConfig[]): Step[] {
  for (const config of configs) checkStep(account, cluster, config)
  if (cluster.steps.filter(isActive).length + configs.length > MAX_STEPS) {
    throw invalid(account, `Maximum number of steps for job flow exceeded: ${MAX_STEPS}`)
  }
  const steps = configs.map((config): Step => ({
    id: newId(account, 's'),
    config: structuredClone(config),
    state: 'PENDING',
    createdAt: account.world.clock.now(),
    callOff: () => {},
  }))
  cluster.steps.push(...steps)
  return steps
}

function checkStep(account: Account, cluster: Cluster, config: StepConfig): void {
  const { Name, ActionOnFailure: action = 'TERMINATE_CLUSTER', HadoopJarStep } = config
  if (!Name || Name.length > 256) throw invalid(account, 'A step must have a name up to 256 long')
  if (!ACTIONS.includes(action)) throw invalid(account, `Invalid ActionOnFailure: "${action}"`)
  if (cluster.stepConcurrencyLevel > 1 && action !== 'CONTINUE') {
    throw invalid(account, `ActionOnFailure ${action} is not valid for concurrent steps`)
  }
  if (!HadoopJarStep?.Jar) throw invalid(account, `The step "${Name}" must have a Jar`)
  const { Jar, MainClass = '', Args = [], Properties = [] } = HadoopJarStep
  const pairs = Properties.flatMap(({ Key = '', Value = '' }) => [Key, Value])
  if ([Jar, MainClass, ...Args, ...pairs].join('').length > MAX_CHARACTERS) {
    throw invalid(account, `The strings of step "${Name}" exceed ${MAX_CHARACTERS} characters`)
  }
}

function describe(step: Step): StepSummary {
  const { config, startedAt, endedAt, failure } = step
  const { Jar, MainClass, Args, Properties } = config.HadoopJarStep!
  return structuredClone({
    Id: step.id,
    Name: config.Name,
    ActionOnFailure: config.ActionOnFailure ?? 'TERMINATE_CLUSTER',
    Config: {
      Jar,
      Args: Args ?? [],
      Properties: Object.fromEntries((Properties ?? []).map(({ Key, Value }) => [Key, Value])),
      ...(MainClass ? { MainClass } : {}),
    },
    Status: {
      State: step.state,
      StateChangeReason: {},
      ...(failure ? { FailureDetails: { Reason: failure } } : {}),
      Timeline: {
        CreationDateTime: new Date(step.createdAt),
        ...(startedAt === undefined ? {} : { StartDateTime: new Date(startedAt) }),
        ...(endedAt === undefined ? {} : { EndDateTime: new Date(endedAt) }),
      },
    },
  }) as StepSummary
}
