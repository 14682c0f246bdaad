import { CreateJobCommand } from '@aws-sdk/client-glue'
import { candidate, type CheckContext, expect, test } from '@workshop/testkit'

const { runGlueJob } = candidate(() => import('./run-glue-job.ts'))

/** A job whose runs end in a state; the embedded Glue reads it from this argument. */
async function createJob({ aws }: CheckContext, outcome: string) {
  const Name = aws.uniqueName('job')
  const DefaultArguments = { '--workshop-outcome': outcome }
  const Command = { Name: 'glueetl', ScriptLocation: 's3://scripts/count.py' }
  await aws.send(new CreateJobCommand({ Name, Role: 'glue', Command, DefaultArguments }))
  return Name
}

test('runs a job that succeeds', async (context) => {
  const { aws, sleep, now } = context
  const name = await createJob(context, 'SUCCEEDED')
  const result = await runGlueJob(name, {}, { client: aws.glue.client, sleep, now })
  const runId = expect.any(String)
  expect(result).toEqual({ ok: true, runId, state: 'SUCCEEDED', attempts: 1 })
})

test('runs a job that fails', async (context) => {
  const { aws, sleep, now } = context
  const name = await createJob(context, 'FAILED')
  const result = await runGlueJob(name, {}, { client: aws.glue.client, sleep, now })
  expect(result).toMatchObject({ ok: false, state: 'FAILED' })
})

test('calls nothing if its signal has aborted', async ({ aws, sleep, now }) => {
  const signal = AbortSignal.abort(new Error('Too late'))
  const run = runGlueJob('count', {}, { client: aws.glue.client, sleep, now }, { signal })
  await expect(run).rejects.toMatchObject({ message: 'Too late' })
  expect(aws.calls()).toHaveLength(0)
})
