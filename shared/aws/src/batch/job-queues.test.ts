import { describe, expect, test } from 'vitest'
import { testBatch } from './test-batch.ts'

describe('a compute environment', () => {
  test('is managed with resources, unmanaged with a role', () => {
    const { batch } = testBatch()
    const create = (input: object) =>
      batch.CreateComputeEnvironment({ computeEnvironmentName: 'x', type: 'MANAGED', ...input })
    expect(() => create({})).toThrow('computeResources')
    expect(() => create({ type: 'UNMANAGED' })).toThrow('serviceRole')
    const computeResources = { type: 'FARGATE', maxvCpus: 4, subnets: ['subnet-1'] } as const
    expect(create({ computeResources }).computeEnvironmentArn).toBe(
      'arn:aws:batch:us-east-1:123456789012:compute-environment/x',
    )
    expect(() => create({ computeResources })).toThrow('already exists')
  })

  test('is deleted only once it is disabled and of no queue', () => {
    const { batch } = testBatch()
    const remove = () => batch.DeleteComputeEnvironment({ computeEnvironment: 'spot' })
    expect(remove).toThrow('state must be DISABLED')
    batch.UpdateComputeEnvironment({ computeEnvironment: 'spot', state: 'DISABLED' })
    expect(remove).toThrow('existing JobQueue relationship')
    batch.UpdateJobQueue({ jobQueue: 'queue', state: 'DISABLED' })
    batch.DeleteJobQueue({ jobQueue: 'queue' })
    remove()
    expect(batch.DescribeComputeEnvironments({}).computeEnvironments).toEqual([])
  })
})

describe('a job queue', () => {
  test('takes one to three compute environments that exist', () => {
    const { batch } = testBatch()
    const create = (names: string[]) =>
      batch.CreateJobQueue({
        jobQueueName: 'other',
        priority: 1,
        computeEnvironmentOrder: names.map((computeEnvironment, order) => ({
          order,
          computeEnvironment,
        })),
      })
    expect(() => create([])).toThrow('1 to 3')
    expect(() => create(['spot', 'spot', 'spot', 'spot'])).toThrow('1 to 3')
    expect(() => create(['none'])).toThrow('does not exist')
    create(['spot'])
    const { jobQueues } = batch.DescribeJobQueues({ jobQueues: ['other'] })
    expect(jobQueues).toMatchObject([{ jobQueueName: 'other', state: 'ENABLED', status: 'VALID' }])
  })

  test('takes no jobs while it is disabled, and ends them when it is deleted', () => {
    const { batch, submit, status } = testBatch()
    const id = submit()
    expect(() => batch.DeleteJobQueue({ jobQueue: 'queue' })).toThrow('state must be DISABLED')
    batch.UpdateJobQueue({ jobQueue: 'queue', state: 'DISABLED' })
    expect(() => submit()).toThrow('not enabled')
    batch.DeleteJobQueue({ jobQueue: 'queue' })
    expect(status(id)).toBe('FAILED')
  })

  test('lists its page and the token of the next', () => {
    const { batch } = testBatch()
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment: 'spot' }]
    batch.CreateJobQueue({ jobQueueName: 'other', priority: 1, computeEnvironmentOrder })
    const first = batch.DescribeJobQueues({ maxResults: 1 })
    expect(first.jobQueues?.map(({ jobQueueName }) => jobQueueName)).toEqual(['queue'])
    const { nextToken } = first
    const second = batch.DescribeJobQueues({ maxResults: 1, nextToken })
    expect(second.jobQueues?.map(({ jobQueueName }) => jobQueueName)).toEqual(['other'])
    expect(second.nextToken).toBeUndefined()
  })
})

test('tags are added, removed and listed by ARN', () => {
  const { batch } = testBatch()
  const resourceArn = 'arn:aws:batch:us-east-1:123456789012:job-queue/queue'
  batch.TagResource({ resourceArn, tags: { team: 'data', stage: 'test' } })
  batch.UntagResource({ resourceArn, tagKeys: ['stage'] })
  expect(batch.ListTagsForResource({ resourceArn }).tags).toEqual({ team: 'data' })
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, '']))
  expect(() => batch.TagResource({ resourceArn, tags })).toThrow('at most 50')
  expect(() => batch.ListTagsForResource({ resourceArn: 'none' })).toThrow('does not exist')
})
