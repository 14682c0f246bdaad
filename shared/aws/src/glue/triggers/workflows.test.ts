import {
  AlreadyExistsException,
  ConcurrentRunsExceededException,
  EntityNotFoundException,
  IllegalWorkflowStateException,
  InvalidInputException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { deliverEvent } from './new-triggers.ts'
import { testTriggers } from './test-triggers.ts'

const Name = 'nightly'

/** The workflow "nightly": extract, then load if that succeeded, else alarm. */
function nightly({ MaxConcurrentRuns = 5, type = 'ON_DEMAND' as 'ON_DEMAND' | 'EVENT' } = {}) {
  const parts = testTriggers()
  const { glue, create, trigger } = parts
  for (const name of ['extract', 'load', 'alarm']) {
    create(name, { ExecutionProperty: { MaxConcurrentRuns: 9 } })
  }
  const DefaultRunProperties = { stage: 'test', day: 'today' }
  glue.CreateWorkflow({ Name, MaxConcurrentRuns, DefaultRunProperties })
  trigger('start', type, { starts: ['extract'], WorkflowName: Name })
  const after = (State: 'SUCCEEDED' | 'FAILED') => ({
    WorkflowName: Name,
    Predicate: { Conditions: [{ JobName: 'extract', State }] },
  })
  trigger('then', 'CONDITIONAL', { starts: ['load'], ...after('SUCCEEDED') })
  trigger('else', 'CONDITIONAL', { starts: ['alarm'], ...after('FAILED') })
  return {
    ...parts,
    run: (RunId: string | undefined, IncludeGraph = false) =>
      glue.GetWorkflowRun({ Name, RunId, IncludeGraph }).Run!,
  }
}

describe('a workflow run', () => {
  test('goes from trigger to trigger and completes when nothing is left to do', async () => {
    const { glue, run, states, pass } = nightly()
    const { RunId } = glue.StartWorkflowRun({ Name })
    expect(run(RunId)).toMatchObject({ Status: 'RUNNING', Statistics: { RunningActions: 1 } })
    await pass(100)
    expect(run(RunId).Statistics).toMatchObject({ SucceededActions: 1, RunningActions: 1 })
    await pass(40)
    expect(run(RunId)).toMatchObject({
      Status: 'COMPLETED',
      Statistics: { TotalActions: 2, SucceededActions: 2, RunningActions: 0 },
      CompletedOn: new Date('2026-03-02T12:02:20.000Z'),
    })
    expect(states('alarm')).toEqual([])
    const [loaded] = glue.GetJobRuns({ JobName: 'load' }).JobRuns!
    expect(loaded?.Arguments).toEqual({ '--WORKFLOW_NAME': Name, '--WORKFLOW_RUN_ID': RunId })
    expect(loaded?.TriggerName).toBe('then')
  })

  test('is deaf to jobs of other runs and to jobs outside of it', async () => {
    const { glue, trigger, states, pass } = nightly()
    trigger('alone', 'ON_DEMAND', { starts: ['extract'] })
    glue.StartTrigger({ Name: 'alone' })
    await pass(200)
    expect(states('load')).toEqual([])
    glue.StartWorkflowRun({ Name })
    glue.StartWorkflowRun({ Name })
    await pass(200)
    expect(states('load')).toHaveLength(2)
  })

  test('counts what failed, and a deleted job as an error', async () => {
    const { glue, run, pass } = nightly()
    glue.UpdateJob({
      JobName: 'extract',
      JobUpdate: {
        Role: 'glue-role',
        Command: { Name: 'glueetl' },
        DefaultArguments: { '--workshop-outcome': 'FAILED' },
      },
    })
    glue.DeleteJob({ JobName: 'alarm' })
    const { RunId } = glue.StartWorkflowRun({ Name })
    await pass(200)
    expect(run(RunId)).toMatchObject({
      Status: 'COMPLETED',
      Statistics: { TotalActions: 2, FailedActions: 1, ErroredActions: 1 },
    })
  })

  test('has properties, which jobs can change', () => {
    const { glue } = nightly()
    const { RunId } = glue.StartWorkflowRun({ Name, RunProperties: { day: 'yesterday' } })
    glue.PutWorkflowRunProperties({ Name, RunId, RunProperties: { rows: '7' } })
    expect(glue.GetWorkflowRunProperties({ Name, RunId }).RunProperties).toEqual({
      stage: 'test',
      day: 'yesterday',
      rows: '7',
    })
    const none = { Name, RunId: 'wr_none' }
    expect(() => glue.GetWorkflowRunProperties(none)).toThrow(EntityNotFoundException)
  })

  test('is stopped together with its jobs', async () => {
    const { glue, run, states, pass } = nightly()
    const { RunId } = glue.StartWorkflowRun({ Name })
    await pass(30)
    glue.StopWorkflowRun({ Name, RunId })
    expect(run(RunId).Status).toBe('STOPPING')
    await pass(200)
    expect(run(RunId)).toMatchObject({ Status: 'STOPPED', Statistics: { StoppedActions: 1 } })
    expect([states('extract'), states('load')]).toEqual([['STOPPED'], []])
    expect(() => glue.StopWorkflowRun({ Name, RunId })).toThrow(IllegalWorkflowStateException)
  })

  test('is refused beyond the maximum of concurrent runs', async () => {
    const { glue, pass } = nightly({ MaxConcurrentRuns: 1 })
    glue.StartWorkflowRun({ Name })
    expect(() => glue.StartWorkflowRun({ Name })).toThrow(ConcurrentRunsExceededException)
    await pass(1000)
    expect(() => glue.StartWorkflowRun({ Name })).not.toThrow()
  })

  test('is started by events, whose ids it can see, and ends in an error at the limit', () => {
    const { glue, triggers } = nightly({ MaxConcurrentRuns: 1, type: 'EVENT' })
    deliverEvent(triggers, 'start', 'event-1')
    deliverEvent(triggers, 'start', 'event-2')
    const [second, first] = glue.GetWorkflowRuns({ Name }).Runs!
    expect(first).toMatchObject({
      Status: 'RUNNING',
      WorkflowRunProperties: { 'aws:eventIds': '["event-1"]' },
      StartingEventBatchCondition: { BatchSize: 1 },
    })
    expect(second).toMatchObject({
      Status: 'ERROR',
      ErrorMessage: 'Concurrent runs exceeded for workflow: nightly.',
      PreviousRunId: first?.WorkflowRunId,
    })
  })

  test('shows its jobs in its graph', async () => {
    const { glue, run, pass } = nightly()
    const { RunId } = glue.StartWorkflowRun({ Name })
    await pass(200)
    const { Nodes = [], Edges = [] } = run(RunId, true).Graph!
    const names = new Map(Nodes.map(({ UniqueId, Name }) => [UniqueId, Name]))
    const edges = Edges.map(({ SourceId, DestinationId }) => [
      names.get(SourceId),
      names.get(DestinationId),
    ])
    expect(edges).toEqual([
      ['start', 'extract'],
      ['extract', 'then'],
      ['then', 'load'],
      ['extract', 'else'],
      ['else', 'alarm'],
    ])
    const load = Nodes.find(({ Name }) => Name === 'load')
    expect(load?.JobDetails?.JobRuns?.map(({ JobRunState }) => JobRunState)).toEqual(['SUCCEEDED'])
    expect(Nodes).toHaveLength(6)
  })
})

describe('a workflow', () => {
  test('is created once, changed, listed and deleted', async () => {
    const { glue, clock } = nightly()
    expect(() => glue.CreateWorkflow({ Name })).toThrow(AlreadyExistsException)
    await clock.advance(1000)
    glue.UpdateWorkflow({ Name, Description: 'Every night' })
    const { Workflow } = glue.GetWorkflow({ Name, IncludeGraph: true })
    expect(Workflow).toMatchObject({ Description: 'Every night', MaxConcurrentRuns: 5 })
    expect(Workflow!.LastModifiedOn!.getTime() - Workflow!.CreatedOn!.getTime()).toBe(1000)
    expect(Workflow?.Graph?.Nodes).toHaveLength(6)
    glue.CreateWorkflow({ Name: 'daily' })
    expect(glue.ListWorkflows({}).Workflows).toEqual(['daily', Name])
    const batch = glue.BatchGetWorkflows({ Names: ['daily', 'x'] })
    expect(batch).toMatchObject({ Workflows: [{ Name: 'daily' }], MissingWorkflows: ['x'] })
    expect(() => glue.StartWorkflowRun({ Name: 'daily' })).toThrow(InvalidInputException)
    glue.DeleteWorkflow({ Name })
    expect(() => glue.GetWorkflow({ Name })).toThrow(EntityNotFoundException)
  })

  test('has one starting trigger', () => {
    const { trigger } = nightly()
    const second = () => trigger('again', 'ON_DEMAND', { starts: ['load'], WorkflowName: Name })
    expect(second).toThrow('Workflow nightly already has a starting trigger.')
  })
})
