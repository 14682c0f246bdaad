export interface PipelineField {
  key: string
  stringValue?: string
  refValue?: string
}

export interface PipelineObject {
  id: string
  name: string
  fields: PipelineField[]
}

export type Parameter = string | { Ref: string } | (string | { Ref: string })[]

export interface TaskState {
  Type: 'Task'
  Resource: string
  Parameters: Record<string, Parameter>
  Retry?: { ErrorEquals: string[]; MaxAttempts: number }[]
  Catch?: { ErrorEquals: string[]; Next: string }[]
  Next?: string
  End?: true
}

export interface ParallelState {
  Type: 'Parallel'
  Branches: StateMachine[]
  Next?: string
  End?: true
}

export interface StateMachine {
  StartAt: string
  States: Record<string, TaskState | ParallelState>
}

export interface Migration {
  stateMachine: StateMachine
  /** An EventBridge rate, such as `rate(1 day)`. */
  schedule: string | undefined
  /** Ids of activities that somebody has to look at. */
  unknown: string[]
}

/** The pipeline refers to nothing, or runs in a circle. */
export class InvalidPipeline extends Error {
  override name = 'InvalidPipeline'
}

/** Turns the objects of a Data Pipeline into a state machine of Step Functions. */
export function migratePipeline(objects: PipelineObject[]): Migration {
  throw new Error('Not written yet')
}
