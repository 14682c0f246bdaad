// Longer than most: every operation on triggers; what they do lies beside it.
import type {
  BatchGetTriggersRequest,
  BatchGetTriggersResponse,
  CreateTriggerRequest,
  CreateTriggerResponse,
  DeleteTriggerRequest,
  DeleteTriggerResponse,
  GetTriggerRequest,
  GetTriggerResponse,
  GetTriggersRequest,
  GetTriggersResponse,
  ListTriggersRequest,
  ListTriggersResponse,
  StartTriggerRequest,
  StartTriggerResponse,
  StopTriggerRequest,
  StopTriggerResponse,
  Trigger as TriggerDescription,
  UpdateTriggerRequest,
  UpdateTriggerResponse,
} from '@aws-sdk/client-glue'
import { callOff } from '../../plans.ts'
import { orderedPageOf } from '../page.ts'
import { required, requireList, requireName } from '../constraints.ts'
import { failure, invalidInput } from '../refusal.ts'
import { stableJson } from '../stable-json.ts'
import { fireOnDemand } from './fire-trigger.ts'
import { schedule } from './new-triggers.ts'
import { checkTrigger } from './trigger-definition.ts'
import { findTrigger, findWorkflow, type Trigger, type Triggers } from './triggers-state.ts'
import { startWorkflowRun } from './workflow-runs.ts'

/** Pages have up to 200 triggers (API reference, GetTriggers). */
const PAGE = { max: 200, otherwise: 200 }

/**
 * Triggers: scheduled, conditional, on demand, and by events (see `deliverEvent`). They change
 * their state at once, without ACTIVATING and the like between.
 */
export function triggerOperations(triggers: Triggers) {
  return {
    /**
     * CreateTrigger (SDK text). To create the same trigger again changes nothing; another one of its
     * name throws IdempotentParameterMismatchException. A workflow has one trigger that starts it:
     * all others are conditional. Throws EntityNotFoundException, InvalidInputException.
     */
    CreateTrigger(input: CreateTriggerRequest): CreateTriggerResponse {
      const { StartOnCreation = false, Tags = {}, ...definition } = structuredClone(input)
      const name = requireName(triggers, ['name', input.Name])
      const created = stableJson(input)
      const known = triggers.triggers.get(name)
      if (known?.created === created) return { Name: name }
      if (known) {
        const message = `Trigger with name '${name}' already submitted with different configuration`
        throw failure(triggers, 'IdempotentParameterMismatchException', message)
      }
      checkTrigger(triggers, definition)
      checkWorkflow(triggers, definition)
      if (StartOnCreation && definition.Type === 'ON_DEMAND') {
        throw invalidInput(triggers, 'StartOnCreation is not supported for ON_DEMAND triggers.')
      }
      const trigger: Trigger = {
        name,
        created,
        definition,
        state: StartOnCreation ? 'ACTIVATED' : 'CREATED',
        tags: new Map(Object.entries(Tags)),
        next: undefined,
        events: [],
        met: new Map(),
      }
      triggers.triggers.set(name, trigger)
      schedule(triggers, trigger)
      return { Name: name }
    },

    /** GetTrigger (SDK text). Throws EntityNotFoundException. */
    GetTrigger(input: GetTriggerRequest): GetTriggerResponse {
      return { Trigger: describeTrigger(named(triggers, input)) }
    },

    /** GetTriggers (SDK text): those that can start a job, or all if there is none. */
    GetTriggers(input: GetTriggersRequest): GetTriggersResponse {
      const { page, ...token } = orderedPageOf(triggers, starting(triggers, input), {
        ...input,
        ...PAGE,
      })
      return { Triggers: page.map(describeTrigger), ...token }
    },

    /** BatchGetTriggers (SDK text). */
    BatchGetTriggers(input: BatchGetTriggersRequest): BatchGetTriggersResponse {
      const names = requireList(triggers, ['triggerNames', input.TriggerNames], {
        min: 1,
        max: 1000,
      })
      const found = names.map((name) => triggers.triggers.get(name))
      const TriggersNotFound = names.filter((name) => !triggers.triggers.has(name))
      const Triggers = found.filter((trigger) => trigger !== undefined).map(describeTrigger)
      return { Triggers, TriggersNotFound }
    },

    /** ListTriggers (SDK text): names, as GetTriggers finds them or of those with all of the tags. */
    ListTriggers(input: ListTriggersRequest): ListTriggersResponse {
      const wanted = Object.entries(input.Tags ?? {})
      const tagged = starting(triggers, input).filter(({ tags }) =>
        wanted.every(([key, value]) => tags.get(key) === value),
      )
      const { page, ...token } = orderedPageOf(triggers, tagged, { ...input, ...PAGE })
      return { TriggerNames: page.map(({ name }) => name), ...token }
    },

    /** UpdateTrigger (SDK text). Throws EntityNotFoundException, InvalidInputException. */
    UpdateTrigger(input: UpdateTriggerRequest): UpdateTriggerResponse {
      const trigger = named(triggers, input)
      const { Type, WorkflowName } = trigger.definition
      const {
        Name: _name,
        Actions = [],
        ...update
      } = structuredClone(required(triggers, ['triggerUpdate', input.TriggerUpdate]))
      const definition = { Name: trigger.name, Type, WorkflowName, Actions, ...update }
      checkTrigger(triggers, definition)
      trigger.definition = definition
      trigger.met.clear()
      schedule(triggers, trigger)
      return { Trigger: describeTrigger(trigger) }
    },

    /** DeleteTrigger (SDK text): one that is not there is fine. */
    DeleteTrigger(input: DeleteTriggerRequest): DeleteTriggerResponse {
      const Name = requireName(triggers, ['name', input.Name])
      callOff(triggers.triggers.get(Name)?.next)
      triggers.triggers.delete(Name)
      return { Name }
    },

    /**
     * StartTrigger (SDK text): activates a trigger; one on demand fires and stays CREATED. Throws
     * ConcurrentRunsExceededException, EntityNotFoundException.
     */
    StartTrigger(input: StartTriggerRequest): StartTriggerResponse {
      const trigger = named(triggers, input)
      const { Type, WorkflowName } = trigger.definition
      if (Type !== 'ON_DEMAND') {
        trigger.state = 'ACTIVATED'
        schedule(triggers, trigger)
      } else if (WorkflowName === undefined) {
        fireOnDemand(triggers, trigger)
      } else {
        const workflow = findWorkflow(triggers, WorkflowName)
        startWorkflowRun(triggers, workflow, { trigger, properties: {} })
      }
      return { Name: trigger.name }
    },

    /**
     * StopTrigger (SDK text): deactivates a trigger; what its conditions and events came to so far
     * is forgotten. Throws EntityNotFoundException, and InvalidInputException for a trigger on
     * demand, which is never active.
     */
    StopTrigger(input: StopTriggerRequest): StopTriggerResponse {
      const trigger = named(triggers, input)
      if (trigger.definition.Type === 'ON_DEMAND') {
        throw invalidInput(triggers, `Trigger ${trigger.name} is ON_DEMAND and cannot be stopped.`)
      }
      trigger.state = 'DEACTIVATED'
      callOff(trigger.next)
      trigger.events = []
      trigger.met.clear()
      return { Name: trigger.name }
    },
  }
}

/** Describes a trigger as AWS does. */
export function describeTrigger({ definition, state }: Trigger): TriggerDescription {
  return structuredClone({ ...definition, State: state })
}

function named(triggers: Triggers, { Name }: { Name: string | undefined }): Trigger {
  return findTrigger(triggers, requireName(triggers, ['name', Name]))
}

function checkWorkflow(triggers: Triggers, { WorkflowName, Type }: CreateTriggerRequest): void {
  if (WorkflowName === undefined) return
  findWorkflow(triggers, WorkflowName)
  const others = [...triggers.triggers.values()].map(({ definition }) => definition)
  const starters = others.filter((other) => other.WorkflowName === WorkflowName)
  const hasStarter = starters.some((other) => other.Type !== 'CONDITIONAL')
  if (Type === 'CONDITIONAL' || !hasStarter) return
  throw invalidInput(triggers, `Workflow ${WorkflowName} already has a starting trigger.`)
}

function starting(
  { triggers }: Triggers,
  { DependentJobName }: { DependentJobName?: string | undefined },
): Trigger[] {
  const all = [...triggers.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const those = all.filter(({ definition }) =>
    definition.Actions?.some(({ JobName }) => JobName === DependentJobName),
  )
  return DependentJobName === undefined || those.length === 0 ? all : those
}
