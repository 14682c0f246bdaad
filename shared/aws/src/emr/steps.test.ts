import { describe, expect, test } from 'vitest'
import { READY_MS, step, testEmr } from './test-emr.ts'

const MINUTE = 60_000

describe('steps', () => {
  test('run one after another', async () => {
    const { clock, run, steps } = testEmr()
    const id = run({ Steps: [step('one'), step('two', { command: 'exit 1' }), step('three')] })
    await clock.advance(READY_MS)
    expect(steps(id)).toEqual(['one RUNNING', 'two PENDING', 'three PENDING'])
    await clock.advance(MINUTE)
    expect(steps(id)).toEqual(['one COMPLETED', 'two RUNNING', 'three PENDING'])
    await clock.advance(MINUTE)
    expect(steps(id)).toEqual(['one COMPLETED', 'two FAILED', 'three RUNNING'])
  })

  test('run side by side as far as the cluster allows', async () => {
    const { clock, run, steps } = testEmr()
    const id = run({ StepConcurrencyLevel: 2, Steps: ['one', 'two', 'three'].map((n) => step(n)) })
    await clock.advance(READY_MS)
    expect(steps(id)).toEqual(['one RUNNING', 'two RUNNING', 'three PENDING'])
  })

  test('are cancelled after one that fails with CANCEL_AND_WAIT', async () => {
    const { clock, run, state, steps } = testEmr()
    const ActionOnFailure = 'CANCEL_AND_WAIT'
    const id = run({ Steps: [step('one', { command: 'exit 1', ActionOnFailure }), step('two')] })
    await clock.advance(READY_MS + MINUTE)
    expect(steps(id)).toEqual(['one FAILED', 'two CANCELLED'])
    expect(state(id)).toBe('WAITING')
  })

  test('end with the cluster after one that fails with TERMINATE_CLUSTER', async () => {
    const { clock, run, state, steps } = testEmr()
    const ActionOnFailure = 'TERMINATE_CLUSTER'
    const bad = step('one', { command: 'exit 1', ActionOnFailure })
    const [open, locked] = [false, true].map((TerminationProtected) =>
      run({ Steps: [bad, step('two')], Instances: { TerminationProtected } }),
    ) as [string, string]
    await clock.advance(READY_MS + 2 * MINUTE)
    expect(steps(open)).toEqual(['one FAILED', 'two CANCELLED'])
    expect([open, locked].map(state)).toEqual(['TERMINATED_WITH_ERRORS', 'WAITING'])
  })

  test('are added until the cluster shuts down', async () => {
    const { emr, clock, run, steps } = testEmr()
    const id = run()
    const add = (name: string) => emr.AddJobFlowSteps({ JobFlowId: id, Steps: [step(name)] })
    expect(add('early').StepIds).toHaveLength(1)
    await clock.advance(READY_MS + 5 * MINUTE)
    add('late')
    expect(steps(id)).toEqual(['early COMPLETED', 'late RUNNING'])
    emr.TerminateJobFlows({ JobFlowIds: [id] })
    expect(() => add('never')).toThrow('may not be modified')
    expect(() => emr.AddJobFlowSteps({ JobFlowId: 'j-NONE', Steps: [] })).toThrow('not exist')
  })

  test('are at most 256 that run or wait', async () => {
    const { emr, clock, run } = testEmr()
    const id = run()
    const add = (count: number) =>
      emr.AddJobFlowSteps({
        JobFlowId: id,
        Steps: Array.from({ length: count }, (_, index) => step(`step-${index}`)),
      })
    add(200)
    expect(() => add(57)).toThrow('Maximum number of steps')
    add(56)
    expect(() => add(1)).toThrow('Maximum number of steps')
    await clock.advance(READY_MS + MINUTE)
    add(1)
  })

  test('have at most 10,240 characters each', () => {
    const { run } = testEmr()
    const withArgs = (count: number) => {
      const HadoopJarStep = { Jar: 'a.jar', Args: ['x'.repeat(count)] }
      return { Name: 'one', HadoopJarStep }
    }
    run({ Steps: [withArgs(10_235), withArgs(10_235)] })
    expect(() => run({ Steps: [withArgs(10_236)] })).toThrow('exceed 10240')
  })

  test('that run side by side cannot stop each other', () => {
    const { run } = testEmr()
    const Steps = [step('one', { ActionOnFailure: 'CANCEL_AND_WAIT' })]
    expect(() => run({ StepConcurrencyLevel: 2, Steps })).toThrow('not valid')
  })
})

describe('ListSteps', () => {
  test('lists the last first, 50 a page, and those that are named in order', async () => {
    const { emr, clock, run } = testEmr()
    const ClusterId = run()
    const Steps = Array.from({ length: 60 }, (_, index) => step(`step-${index}`))
    const ids = emr.AddJobFlowSteps({ JobFlowId: ClusterId, Steps }).StepIds!
    const first = emr.ListSteps({ ClusterId })
    const second = emr.ListSteps({ ClusterId, Marker: first.Marker })
    const listed = [...first.Steps!, ...second.Steps!].map(({ Id }) => Id)
    expect(first.Steps).toHaveLength(50)
    expect(second.Marker).toBeUndefined()
    expect(listed).toEqual(ids.toReversed())
    const StepIds = ids.slice(0, 10)
    expect(emr.ListSteps({ ClusterId, StepIds }).Steps?.map(({ Id }) => Id)).toEqual(StepIds)
    expect(() => emr.ListSteps({ ClusterId, StepIds: ids.slice(0, 11) })).toThrow('At most 10')
    await clock.advance(READY_MS)
    const running = emr.ListSteps({ ClusterId, StepStates: ['RUNNING'] }).Steps
    expect(running?.map(({ Id }) => Id)).toEqual([ids[0]])
  })
})

describe('CancelSteps', () => {
  test('cancels what runs or waits, and says what it could not', async () => {
    const { emr, clock, run, steps } = testEmr()
    const ClusterId = run()
    const Steps = ['one', 'two', 'three'].map((name) => step(name))
    const StepIds = emr.AddJobFlowSteps({ JobFlowId: ClusterId, Steps }).StepIds!
    await clock.advance(READY_MS + MINUTE)
    const { CancelStepsInfoList } = emr.CancelSteps({ ClusterId, StepIds: StepIds.slice(0, 2) })
    expect(CancelStepsInfoList?.map(({ Status }) => Status)).toEqual(['FAILED', 'SUBMITTED'])
    expect(steps(ClusterId)).toEqual(['one COMPLETED', 'two CANCELLED', 'three RUNNING'])
  })
})

test('DescribeStep gives a step by its id', () => {
  const { emr, run } = testEmr()
  const ClusterId = run()
  const StepId = emr.AddJobFlowSteps({ JobFlowId: ClusterId, Steps: [step('one')] }).StepIds![0]!
  expect(emr.DescribeStep({ ClusterId, StepId }).Step).toMatchObject({ Name: 'one' })
  expect(() => emr.DescribeStep({ ClusterId, StepId: 's-NONE' })).toThrow('not valid')
})
