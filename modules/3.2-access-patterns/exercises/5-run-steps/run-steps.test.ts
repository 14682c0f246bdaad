import * as emr from '@aws-sdk/client-emr'
import { candidate, expect, test } from '@workshop/testkit'

const { runSteps } = candidate(() => import('./run-steps.ts'))

test('runs two steps, of which one fails', async ({ aws, sleep }) => {
  const start = new emr.RunJobFlowCommand({
    Name: 'cluster',
    Instances: { KeepJobFlowAliveWhenNoSteps: true },
  })
  const { JobFlowId } = await aws.send(start)
  const step = (Name: string, command: string) => ({
    Name,
    ActionOnFailure: 'CONTINUE' as const,
    HadoopJarStep: { Jar: 'command-runner.jar', Args: ['bash', '-c', command] },
  })
  const steps = [step('clean', 'exit 1'), step('count', 'exit 0')]

  const outcomes = await runSteps(JobFlowId!, steps, { client: aws.emr.client, sleep })

  expect(outcomes).toEqual([
    { name: 'clean', stepId: expect.any(String), outcome: 'failed' },
    { name: 'count', stepId: expect.any(String), outcome: 'completed' },
  ])
})
