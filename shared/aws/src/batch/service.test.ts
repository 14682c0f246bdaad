import * as sdk from '@aws-sdk/client-batch'
import { expect, test } from 'vitest'
import { freshWorld } from '../fresh-world.ts'
import { batch } from './service.ts'

test('Batch answers the client of the SDK, and refuses by name what it does not emulate', async () => {
  const client = freshWorld().client<sdk.BatchClient>('BatchClient')
  const { jobQueues } = await client.send(new sdk.DescribeJobQueuesCommand({}))
  expect(jobQueues).toEqual([])
  const submit = new sdk.SubmitJobCommand({ jobName: 'a', jobQueue: 'no', jobDefinition: 'no' })
  await expect(client.send(submit)).rejects.toThrow(sdk.ClientException)
  const other = new sdk.ListSchedulingPoliciesCommand({})
  await expect(client.send(other)).rejects.toThrow('does not emulate ListSchedulingPolicies')
})

test('every operation of Batch is one that the SDK knows', () => {
  const clock = { now: () => 0 } as never
  const world = { clock, region: '', accountId: '', randomHex: () => '', service: () => ({}) }
  for (const name of Object.keys(batch.create(world, sdk))) {
    expect(sdk).toHaveProperty(`${name}Command`)
  }
})
