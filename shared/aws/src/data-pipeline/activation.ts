import type { ActivatePipelineInput, DeactivatePipelineInput } from '@aws-sdk/client-data-pipeline'
import { type Account, failure, findPipeline, type Instance, type Pipeline } from './account.ts'
import { typeOf, validate } from './validation.ts'

/** How long an instance waits for its runner, and then runs, in milliseconds. */
const STAY = { WAITING_FOR_RUNNER: 60_000, RUNNING: 60_000 }

/** ActivatePipeline and DeactivatePipeline. */
export function activationOperations(account: Account) {
  return {
    /**
     * ActivatePipeline (SDK text): fails with a definition that is not valid. Each activity runs
     * once, all side by side, and then the pipeline is FINISHED; schedules are not emulated.
     */
    ActivatePipeline(input: ActivatePipelineInput): object {
      const pipeline = findPipeline(account, input.pipelineId)
      const objects = pipeline.latest?.pipelineObjects ?? []
      if (objects.length === 0 || validate(objects).validationErrors.length > 0) {
        const message = 'Pipeline definition failed to validate because of errors'
        throw failure(account, 'InvalidRequestException', message)
      }
      pipeline.active = structuredClone(pipeline.latest)
      if (input.parameterValues && pipeline.active) {
        pipeline.active.parameterValues = structuredClone(input.parameterValues)
      }
      pipeline.state = 'SCHEDULED'
      const activities = objects.filter((object) => typeOf(object)?.endsWith('Activity'))
      for (const { id = '' } of activities) run(account, pipeline, id)
      return {}
    },

    /** DeactivatePipeline (SDK text): cancels what runs, or waits for its end. */
    DeactivatePipeline(input: DeactivatePipelineInput): object {
      const pipeline = findPipeline(account, input.pipelineId)
      pipeline.state = 'DEACTIVATING'
      if (input.cancelActive ?? true) {
        for (const instance of pipeline.instances.filter(isActive)) {
          instance.callOff()
          instance.status = 'CANCELED'
          instance.endedAt = account.agenda.now()
        }
      }
      settle(pipeline)
      return {}
    },
  }
}

function run(account: Account, pipeline: Pipeline, activityId: string): void {
  const scheduledAt = account.agenda.now()
  const moment = new Date(scheduledAt).toISOString().slice(0, 19)
  const instance: Instance = {
    id: `@${activityId}_${moment}`,
    activityId,
    scheduledAt,
    status: 'WAITING_FOR_RUNNER',
    callOff: () => {},
  }
  pipeline.instances.push(instance)
  instance.callOff = account.agenda.plan(STAY.WAITING_FOR_RUNNER, () => {
    instance.status = 'RUNNING'
    instance.startedAt = account.agenda.now()
    instance.callOff = account.agenda.plan(STAY.RUNNING, () => {
      instance.status = 'FINISHED'
      instance.endedAt = account.agenda.now()
      settle(pipeline)
    })
  })
}

function settle(pipeline: Pipeline): void {
  if (pipeline.instances.some(isActive)) return
  pipeline.state = pipeline.state === 'DEACTIVATING' ? 'INACTIVE' : 'FINISHED'
}

function isActive({ status }: Instance): boolean {
  return status === 'WAITING_FOR_RUNNER' || status === 'RUNNING'
}
