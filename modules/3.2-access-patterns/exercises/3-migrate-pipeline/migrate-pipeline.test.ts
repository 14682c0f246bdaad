import { candidate, expect, test } from '@workshop/testkit'

const { migratePipeline } = candidate(() => import('./migrate-pipeline.ts'))

const hello = {
  id: 'SayHello',
  name: 'Say hello',
  fields: [
    { key: 'type', stringValue: 'ShellCommandActivity' },
    { key: 'command', stringValue: 'echo hello' },
    { key: 'runsOn', refValue: 'Machine' },
  ],
}
const machine = {
  id: 'Machine',
  name: 'Machine',
  fields: [{ key: 'type', stringValue: 'Ec2Resource' }],
}

test('migrates a single task', async () => {
  expect(await migratePipeline([machine, hello])).toEqual({
    stateMachine: {
      StartAt: 'SayHello',
      States: {
        SayHello: {
          Type: 'Task',
          Resource: 'ShellCommandActivity',
          Parameters: { command: 'echo hello', runsOn: { Ref: 'Machine' } },
          End: true,
        },
      },
    },
    schedule: undefined,
    unknown: [],
  })
})

test('refuses a reference to nothing', async () => {
  const failure = Promise.resolve().then(() => migratePipeline([hello]))
  await expect(failure).rejects.toMatchObject({ name: 'InvalidPipeline' })
})
