import type {
  GetPipelineDefinitionInput,
  GetPipelineDefinitionOutput,
  PutPipelineDefinitionInput,
  PutPipelineDefinitionOutput,
  ValidatePipelineDefinitionInput,
  ValidatePipelineDefinitionOutput,
} from '@aws-sdk/client-data-pipeline'
import { type Account, failure, findPipeline } from './account.ts'
import { validate } from './validation.ts'

/** Put-, Get- and ValidatePipelineDefinition. */
export function definitionOperations(account: Account) {
  return {
    /** PutPipelineDefinition (SDK text): saved unless its worst errors are found. */
    PutPipelineDefinition(input: PutPipelineDefinitionInput): PutPipelineDefinitionOutput {
      const pipeline = findPipeline(account, input.pipelineId)
      if (pipeline.state === 'FINISHED') {
        throw failure(account, 'InvalidRequestException', 'The pipeline is in a FINISHED state')
      }
      const { isUnsavable, ...findings } = validate(input.pipelineObjects ?? [])
      if (!isUnsavable) {
        pipeline.latest = structuredClone({
          pipelineObjects: input.pipelineObjects ?? [],
          parameterObjects: input.parameterObjects ?? [],
          parameterValues: input.parameterValues ?? [],
        })
      }
      return { ...findings, errored: findings.validationErrors.length > 0 }
    },

    /** ValidatePipelineDefinition (SDK text): the same without saving. */
    ValidatePipelineDefinition(
      input: ValidatePipelineDefinitionInput,
    ): ValidatePipelineDefinitionOutput {
      findPipeline(account, input.pipelineId)
      const { validationErrors, validationWarnings } = validate(input.pipelineObjects ?? [])
      return { validationErrors, validationWarnings, errored: validationErrors.length > 0 }
    },

    /** GetPipelineDefinition (SDK text): the `latest`, or the `active` one. */
    GetPipelineDefinition(input: GetPipelineDefinitionInput): GetPipelineDefinitionOutput {
      const pipeline = findPipeline(account, input.pipelineId)
      const version = input.version ?? 'latest'
      if (version !== 'latest' && version !== 'active') {
        const message = `version must be latest or active: "${version}"`
        throw failure(account, 'InvalidRequestException', message)
      }
      const empty = { pipelineObjects: [], parameterObjects: [], parameterValues: [] }
      return structuredClone(pipeline[version] ?? empty)
    },
  }
}
