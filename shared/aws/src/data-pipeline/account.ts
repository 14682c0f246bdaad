import type {
  ParameterObject,
  ParameterValue,
  PipelineObject,
  Tag,
} from '@aws-sdk/client-data-pipeline'
import type { Agenda } from '../agenda.ts'
import { awsError, type SdkModule, type World } from '../service.ts'

/** What PutPipelineDefinition stores and GetPipelineDefinition gives. */
export interface Definition {
  pipelineObjects: PipelineObject[]
  parameterObjects: ParameterObject[]
  parameterValues: ParameterValue[]
}

/** A run of one activity. Times are in milliseconds since 1970. */
export interface Instance {
  id: string
  activityId: string
  scheduledAt: number
  startedAt?: number
  endedAt?: number
  status: 'WAITING_FOR_RUNNER' | 'RUNNING' | 'FINISHED' | 'CANCELED'
  callOff: () => void
}

/** A pipeline. */
export interface Pipeline {
  id: string
  name: string
  uniqueId: string
  description: string | undefined
  tags: Tag[]
  state: 'PENDING' | 'SCHEDULED' | 'FINISHED' | 'DEACTIVATING' | 'INACTIVE'
  createdAt: number
  latest: Definition | undefined
  active: Definition | undefined
  instances: Instance[]
}

/** What all operations of one Data Pipeline share. */
export interface Account {
  world: World
  sdk: SdkModule
  agenda: Agenda
  /** Whether the account had pipelines before the service was closed to new customers. */
  existingCustomer: boolean
  /** By id. */
  pipelines: Map<string, Pipeline>
  deleted: Set<string>
}

/** Makes one of Data Pipeline's exceptions. AWS's messages are not published. */
export function failure(account: Account, name: string, message: string): Error {
  return awsError(account.sdk, name, { message })
}

/** Returns a pipeline, up to date; throws PipelineNotFound- or PipelineDeletedException. */
export function findPipeline(account: Account, id: string | undefined): Pipeline {
  account.agenda.catchUp()
  const pipeline = account.pipelines.get(id ?? '')
  if (pipeline) return pipeline
  if (account.deleted.has(id ?? '')) {
    throw failure(account, 'PipelineDeletedException', `Pipeline ${id} has been deleted`)
  }
  throw failure(account, 'PipelineNotFoundException', `Pipeline ${id ?? ''} does not exist`)
}
