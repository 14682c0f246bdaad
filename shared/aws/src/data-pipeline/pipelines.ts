import type {
  AddTagsInput,
  CreatePipelineInput,
  CreatePipelineOutput,
  DeletePipelineInput,
  DescribePipelinesInput,
  DescribePipelinesOutput,
  ListPipelinesInput,
  ListPipelinesOutput,
  PipelineDescription,
  RemoveTagsInput,
  Tag,
} from '@aws-sdk/client-data-pipeline'
import { type Account, failure, findPipeline, type Pipeline } from './account.ts'
import { pageOf } from './page.ts'

/** How many tags a pipeline can have (SDK text, Tag). */
const MAX_TAGS = 10

/** Create-, Describe-, List- and DeletePipeline, AddTags and RemoveTags. */
export function pipelineOperations(account: Account) {
  return {
    /** CreatePipeline (SDK text): again with the same name and uniqueId, it answers the same. */
    CreatePipeline(input: CreatePipelineInput): CreatePipelineOutput {
      const { name, uniqueId, description } = input
      if (!name || !uniqueId) {
        throw failure(account, 'InvalidRequestException', 'name and uniqueId must be given')
      }
      if (!account.existingCustomer) {
        const message = 'AWS Data Pipeline is no longer available to new customers'
        throw failure(account, 'InvalidRequestException', message)
      }
      const known = [...account.pipelines.values()].find(
        (each) => each.name === name && each.uniqueId === uniqueId,
      )
      if (known) return { pipelineId: known.id }
      const id = `df-${account.world.randomHex(10).toUpperCase()}`
      const tags = mergedTags(account, [], input.tags)
      account.pipelines.set(id, {
        id,
        name,
        uniqueId,
        description,
        tags,
        state: 'PENDING',
        createdAt: account.world.clock.now(),
        latest: undefined,
        active: undefined,
        instances: [],
      })
      return { pipelineId: id }
    },

    /** DescribePipelines (SDK text): up to 25 a call. */
    DescribePipelines({ pipelineIds: ids = [] }: DescribePipelinesInput): DescribePipelinesOutput {
      if (ids.length > 25) {
        throw failure(account, 'InvalidRequestException', `At most 25 pipelineIds: ${ids.length}`)
      }
      return {
        pipelineDescriptionList: ids.map((id) => describe(account, findPipeline(account, id))),
      }
    },

    /** ListPipelines (SDK text). */
    ListPipelines({ marker }: ListPipelinesInput): ListPipelinesOutput {
      const { entries, ...more } = pageOf([...account.pipelines.values()], marker)
      return { pipelineIdList: entries.map(({ id, name }) => ({ id, name })), ...more }
    },

    /** DeletePipeline (SDK text): it cannot be undone. */
    DeletePipeline({ pipelineId }: DeletePipelineInput): object {
      const { id, instances } = findPipeline(account, pipelineId)
      for (const instance of instances) instance.callOff()
      account.pipelines.delete(id)
      account.deleted.add(id)
      return {}
    },

    /** AddTags (SDK text): a key that is there gets the new value. */
    AddTags({ pipelineId, tags }: AddTagsInput): object {
      const pipeline = findPipeline(account, pipelineId)
      pipeline.tags = mergedTags(account, pipeline.tags, tags)
      return {}
    },

    /** RemoveTags (SDK text). */
    RemoveTags({ pipelineId, tagKeys = [] }: RemoveTagsInput): object {
      const pipeline = findPipeline(account, pipelineId)
      pipeline.tags = pipeline.tags.filter(({ key }) => !tagKeys.includes(key ?? ''))
      return {}
    },
  }
}

function mergedTags(account: Account, tags: Tag[], more: Tag[] = []): Tag[] {
  const all = new Map([...tags, ...more].map(({ key = '', value }) => [key, value]))
  if (all.size > MAX_TAGS) {
    const message = `A pipeline can have at most ${MAX_TAGS} tags`
    throw failure(account, 'InvalidRequestException', message)
  }
  return [...all].map(([key, value]) => ({ key, value }))
}

function describe({ world }: Account, pipeline: Pipeline): PipelineDescription {
  const { id, name, description, uniqueId } = pipeline
  const fields = {
    '@pipelineState': pipeline.state,
    '@creationTime': new Date(pipeline.createdAt).toISOString().slice(0, 19),
    '@id': id,
    '@accountId': world.accountId,
    '@userId': world.accountId,
    name,
    uniqueId,
    ...(description ? { description } : {}),
  }
  return {
    pipelineId: id,
    name,
    fields: Object.entries(fields).map(([key, stringValue]) => ({ key, stringValue })),
    ...(description ? { description } : {}),
    tags: structuredClone(pipeline.tags),
  }
}
