import * as batch from '@aws-sdk/client-batch'
import { candidate, expect, test } from '@workshop/testkit'

const { submit } = candidate(() => import('./submit.ts'))

test('runs a command three times', async ({ aws, sleep }) => {
  const computeEnvironmentName = aws.uniqueName('environment')
  const role = { type: 'UNMANAGED', serviceRole: 'arn:aws:iam::123456789012:role/batch' } as const
  await aws.send(new batch.CreateComputeEnvironmentCommand({ computeEnvironmentName, ...role }))
  const jobQueueName = aws.uniqueName('queue')
  const computeEnvironmentOrder = [{ order: 1, computeEnvironment: computeEnvironmentName }]
  await aws.send(
    new batch.CreateJobQueueCommand({ jobQueueName, priority: 1, computeEnvironmentOrder }),
  )
  const jobDefinitionName = aws.uniqueName('definition')
  const containerProperties = { image: 'busybox' }
  const definition = { jobDefinitionName, type: 'container', containerProperties } as const
  await aws.send(new batch.RegisterJobDefinitionCommand(definition))
  const argv = ['--queue', jobQueueName, '--jobdef', jobDefinitionName, '--items', '3']

  const result = await submit(argv, { client: aws.batch.client, sleep })

  expect(result).toEqual({
    ok: true,
    jobs: [{ jobId: expect.any(String), items: 3, succeeded: 3, failed: 0 }],
  })
})

test('refuses an option it does not know', async ({ aws, sleep }) => {
  const failure = submit(['--colour', 'blue'], { client: aws.batch.client, sleep })
  await expect(failure).rejects.toMatchObject({ name: 'UsageError' })
})
