// Longer than most: what jobs need before they can run, and how each job ends.
import * as sdk from '@aws-sdk/client-batch'
import { expect, test } from 'vitest'
import { contract, eventually } from './contract.ts'

/** A role that an endpoint may want to know (see PARITY.md). */
const serviceRole = 'arn:aws:iam::123456789012:role/batch'

await contract('Batch', (target) => {
  const batch = target.client(sdk.BatchClient)
  const refused = { name: 'ClientException' }

  async function environment(): Promise<string> {
    const computeEnvironmentName = target.unique('spot')
    const input = { computeEnvironmentName, type: 'UNMANAGED' as const, serviceRole }
    await batch.send(new sdk.CreateComputeEnvironmentCommand(input))
    return computeEnvironmentName
  }

  async function queue() {
    const jobQueueName = target.unique('queue')
    const computeEnvironment = await environment()
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment }]
    const settings = { state: 'ENABLED' as const, priority: 1, computeEnvironmentOrder }
    await batch.send(new sdk.CreateJobQueueCommand({ jobQueueName, ...settings }))
    return { jobQueueName, computeEnvironment }
  }

  async function definition(jobDefinitionName = target.unique('work'), more: object = {}) {
    const made = await batch.send(
      new sdk.RegisterJobDefinitionCommand({
        jobDefinitionName,
        type: 'container',
        containerProperties: { image: 'busybox', command: ['true'], vcpus: 1, memory: 64 },
        ...more,
      }),
    )
    return { ...made, jobDefinitionName }
  }

  async function ready() {
    const { jobQueueName: jobQueue } = await queue()
    const { jobDefinitionName: jobDefinition } = await definition()
    const submit = async (more: Partial<sdk.SubmitJobRequest> = {}) => {
      const input = { jobName: 'job', jobQueue, jobDefinition, ...more }
      return (await batch.send(new sdk.SubmitJobCommand(input))).jobId!
    }
    return { jobQueue, jobDefinition, submit }
  }

  const job = async (jobId: string) =>
    (await batch.send(new sdk.DescribeJobsCommand({ jobs: [jobId] }))).jobs![0]!

  const hasEnded = ({ status }: sdk.JobDetail) => status === 'SUCCEEDED' || status === 'FAILED'

  test('makes an environment once, and says what it is', async () => {
    const computeEnvironmentName = await environment()
    const computeEnvironments = [computeEnvironmentName]
    const found = await batch.send(
      new sdk.DescribeComputeEnvironmentsCommand({ computeEnvironments }),
    )
    expect(found.computeEnvironments).toMatchObject([
      { computeEnvironmentName, type: 'UNMANAGED', state: 'ENABLED', status: 'VALID' },
    ])
    const input = { computeEnvironmentName, type: 'UNMANAGED' as const, serviceRole }
    const again = batch.send(new sdk.CreateComputeEnvironmentCommand(input))
    await expect(again).rejects.toMatchObject(refused)
  })

  test('makes a queue over environments that are there', async () => {
    const { jobQueueName } = await queue()
    const jobQueues = [jobQueueName]
    const found = await batch.send(new sdk.DescribeJobQueuesCommand({ jobQueues }))
    expect(found.jobQueues).toMatchObject([{ jobQueueName, state: 'ENABLED', priority: 1 }])
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment: target.unique('never') }]
    const input = { jobQueueName: target.unique('queue'), priority: 1, computeEnvironmentOrder }
    const create = batch.send(new sdk.CreateJobQueueCommand(input))
    await expect(create).rejects.toMatchObject(refused)
  })

  test('deletes queues and environments only when they are disabled', async () => {
    const { jobQueueName: jobQueue, computeEnvironment } = await queue()
    const removeQueue = () => batch.send(new sdk.DeleteJobQueueCommand({ jobQueue }))
    const remove = () => batch.send(new sdk.DeleteComputeEnvironmentCommand({ computeEnvironment }))
    await expect(removeQueue()).rejects.toMatchObject(refused)
    await expect(remove()).rejects.toMatchObject(refused)
    await batch.send(new sdk.UpdateJobQueueCommand({ jobQueue, state: 'DISABLED' }))
    await removeQueue()
    const state = 'DISABLED' as const
    await batch.send(new sdk.UpdateComputeEnvironmentCommand({ computeEnvironment, state }))
    await remove()
    const computeEnvironments = [computeEnvironment]
    const found = await batch.send(
      new sdk.DescribeComputeEnvironmentsCommand({ computeEnvironments }),
    )
    expect(found.computeEnvironments?.filter(({ status }) => status !== 'DELETED')).toEqual([])
  })

  test('numbers the revisions of a definition, and lets each be given up', async () => {
    const { jobDefinitionName, revision } = await definition()
    expect([revision, (await definition(jobDefinitionName)).revision]).toEqual([1, 2])
    const jobDefinition = `${jobDefinitionName}:2`
    await batch.send(new sdk.DeregisterJobDefinitionCommand({ jobDefinition }))
    const active = await batch.send(
      new sdk.DescribeJobDefinitionsCommand({ jobDefinitionName, status: 'ACTIVE' }),
    )
    expect(active.jobDefinitions?.map((one) => one.revision)).toEqual([1])
    expect((await definition(jobDefinitionName)).revision).toBe(3)
  })

  test('runs a job to its end, with times in order', async () => {
    const { submit, jobQueue } = await ready()
    const jobId = await submit({ jobName: 'nightly' })
    const end = await eventually(target, () => job(jobId), hasEnded)
    expect(end).toMatchObject({ jobName: 'nightly', status: 'SUCCEEDED' })
    expect(end.jobQueue).toContain(jobQueue)
    const times = [end.createdAt!, end.startedAt!, end.stoppedAt!]
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const input = { jobQueue, jobStatus: 'SUCCEEDED' as const }
    const listed = await batch.send(new sdk.ListJobsCommand(input))
    expect(listed.jobSummaryList?.map((one) => one.jobId)).toEqual([jobId])
  })

  test('refuses a job without a queue or a definition, and tells nothing of one that is not', async () => {
    const { submit } = await ready()
    await expect(submit({ jobQueue: target.unique('never') })).rejects.toMatchObject(refused)
    await expect(submit({ jobDefinition: target.unique('never') })).rejects.toMatchObject(refused)
    const jobs = ['00000000-0000-0000-0000-000000000000']
    expect((await batch.send(new sdk.DescribeJobsCommand({ jobs }))).jobs).toEqual([])
  })

  test('starts a job after the one that it depends on', async () => {
    const { submit } = await ready()
    const first = await submit()
    const second = await submit({ dependsOn: [{ jobId: first }] })
    expect((await job(second)).dependsOn).toMatchObject([{ jobId: first }])
    const end = await eventually(target, () => job(second), hasEnded)
    expect(end.status).toBe('SUCCEEDED')
    expect(end.startedAt).toBeGreaterThanOrEqual((await job(first)).stoppedAt!)
  })

  test('fails a job that is terminated, with the reason', async () => {
    const { submit } = await ready()
    const jobId = await submit({ containerOverrides: { command: ['sleep', '300'] } })
    await batch.send(new sdk.TerminateJobCommand({ jobId, reason: 'Wrong day' }))
    const end = await eventually(target, () => job(jobId), hasEnded)
    expect(end).toMatchObject({ status: 'FAILED', statusReason: 'Wrong day' })
  })

  test('makes an array of up to 10,000 children, and no array of one', async () => {
    const { submit } = await ready()
    const jobId = await submit({ arrayProperties: { size: 3 } })
    const end = await eventually(target, () => job(jobId), hasEnded)
    expect([end.status, end.arrayProperties?.size]).toEqual(['SUCCEEDED', 3])
    expect((await job(`${jobId}:2`)).arrayProperties?.index).toBe(2)
    for (const size of [1, 10_001]) {
      await expect(submit({ arrayProperties: { size } })).rejects.toMatchObject(refused)
    }
  })

  test('tries again as often as it is told', async () => {
    const { submit } = await ready()
    for (const attempts of [0, 11]) {
      await expect(submit({ retryStrategy: { attempts } })).rejects.toMatchObject(refused)
    }
    const jobId = await submit({ retryStrategy: { attempts: 3 } })
    expect((await job(jobId)).retryStrategy).toMatchObject({ attempts: 3 })
  })

  test('keeps tags', async () => {
    const { jobDefinitionArn } = await definition(target.unique('work'), { tags: { team: 'ml' } })
    const resourceArn = jobDefinitionArn!
    await batch.send(new sdk.TagResourceCommand({ resourceArn, tags: { stage: 'test' } }))
    const { tags } = await batch.send(new sdk.ListTagsForResourceCommand({ resourceArn }))
    expect(tags).toEqual({ team: 'ml', stage: 'test' })
  })
})
