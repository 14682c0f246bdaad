import type {
  DescribeObjectsInput,
  DescribeObjectsOutput,
  Field,
  PipelineObject,
  QueryObjectsInput,
  QueryObjectsOutput,
  Selector,
} from '@aws-sdk/client-data-pipeline'
import { type Account, failure, findPipeline, type Instance, type Pipeline } from './account.ts'
import { pageOf } from './page.ts'

/** DescribeObjects and QueryObjects, of the definition and of what ran. */
export function objectOperations(account: Account) {
  return {
    /** DescribeObjects (SDK text): up to 25 ids a call. Expressions are not evaluated. */
    DescribeObjects(input: DescribeObjectsInput): DescribeObjectsOutput {
      const pipeline = findPipeline(account, input.pipelineId)
      const ids = input.objectIds ?? []
      if (ids.length > 25) {
        throw failure(account, 'InvalidRequestException', `At most 25 objectIds: ${ids.length}`)
      }
      const all = [...objectsOf(pipeline, 'COMPONENT'), ...objectsOf(pipeline, 'INSTANCE')]
      const pipelineObjects = ids.map((id) => {
        const found = all.find((object) => object.id === id)
        if (found) return found
        throw failure(account, 'InvalidRequestException', `Object ${id} does not exist`)
      })
      return structuredClone({ pipelineObjects, hasMoreResults: false })
    },

    /** QueryObjects (SDK text), of components and instances, by EQ, LE, GE and BETWEEN. */
    QueryObjects(input: QueryObjectsInput): QueryObjectsOutput {
      const pipeline = findPipeline(account, input.pipelineId)
      const selectors = input.query?.selectors ?? []
      const ids = objectsOf(pipeline, input.sphere)
        .filter(({ fields }) => selectors.every((selector) => selects(selector, fields ?? [])))
        .map(({ id = '' }) => id)
      const { entries, ...more } = pageOf(ids, input.marker, Math.min(input.limit ?? 100, 100))
      return { ids: entries, ...more }
    },
  }
}

function objectsOf(pipeline: Pipeline, sphere: string | undefined): PipelineObject[] {
  if (sphere !== 'INSTANCE') return (pipeline.active ?? pipeline.latest)?.pipelineObjects ?? []
  return pipeline.instances.map((instance) => ({
    id: instance.id,
    name: instance.id,
    fields: [
      { key: '@componentParent', refValue: instance.activityId },
      { key: '@sphere', stringValue: 'INSTANCE' },
      { key: '@status', stringValue: instance.status },
      ...timesOf(instance).map(([key, at]) => ({
        key,
        stringValue: new Date(at).toISOString().slice(0, 19),
      })),
    ],
  }))
}

/** The runtime fields with times (developer guide, "ShellCommandActivity"). */
function timesOf({ scheduledAt, startedAt, endedAt }: Instance): [string, number][] {
  return [
    ['@scheduledStartTime', scheduledAt],
    ...(startedAt === undefined ? [] : [['@actualStartTime', startedAt] as [string, number]]),
    ...(endedAt === undefined ? [] : [['@actualEndTime', endedAt] as [string, number]]),
  ]
}

function selects({ fieldName, operator }: Selector, fields: Field[]): boolean {
  const { type = 'EQ', values = [] } = operator ?? {}
  const found = fields
    .filter(({ key }) => key === fieldName)
    .map(({ stringValue, refValue }) => stringValue ?? refValue ?? '')
  const [low = '', high = ''] = values
  return found.some((value) => {
    if (type === 'REF_EQ' || type === 'EQ') return values.includes(value)
    if (type === 'LE') return value <= low
    return value >= low && (type === 'GE' || value <= high)
  })
}
