import * as sdk from '@aws-sdk/client-emr'
import { describe, expect, test } from 'vitest'
import { freshWorld } from '../fresh-world.ts'
import { READY_MS, step, testEmr } from './test-emr.ts'

const MINUTE = 60_000

test('EMR answers the client of the SDK', async () => {
  const client = freshWorld().client<sdk.EMRClient>('EMRClient')
  expect((await client.send(new sdk.ListClustersCommand({}))).Clusters).toEqual([])
  const describeCluster = new sdk.DescribeClusterCommand({ ClusterId: 'j-NONE' })
  await expect(client.send(describeCluster)).rejects.toThrow(sdk.InvalidRequestException)
  await expect(client.send(new sdk.ListStudiosCommand({}))).rejects.toThrow('does not emulate')
})

test('every operation of EMR is one that the SDK knows', () => {
  for (const name of Object.keys(testEmr().emr)) expect(sdk).toHaveProperty(`${name}Command`)
})

describe('a cluster', () => {
  test('starts, bootstraps, runs its steps, and waits if it is kept alive', async () => {
    const { clock, run, state } = testEmr()
    const id = run({ Steps: [step('one')] })
    const seen: (string | undefined)[] = []
    for (let minute = 0; minute < 6; minute++) {
      seen.push(state(id))
      await clock.advance(MINUTE)
    }
    expect(seen).toEqual(['STARTING', 'STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING', 'WAITING'])
  })

  test('shuts down after its steps if it is not', async () => {
    const { emr, clock, run, state } = testEmr()
    const id = run({ Steps: [step('one')], Instances: { KeepJobFlowAliveWhenNoSteps: false } })
    await clock.advance(READY_MS + MINUTE)
    expect(state(id)).toBe('TERMINATING')
    await clock.advance(MINUTE)
    expect(emr.DescribeCluster({ ClusterId: id }).Cluster?.Status).toMatchObject({
      State: 'TERMINATED',
      StateChangeReason: { Code: 'ALL_STEPS_COMPLETED' },
    })
  })

  test('is terminated by request, with the steps it has, unless it is protected', async () => {
    const { emr, clock, run, state, steps } = testEmr()
    const id = run({ Steps: [step('one'), step('two')], Instances: { TerminationProtected: true } })
    await clock.advance(READY_MS)
    const JobFlowIds = [id]
    expect(() => emr.TerminateJobFlows({ JobFlowIds })).toThrow('termination protected')
    emr.SetTerminationProtection({ JobFlowIds, TerminationProtected: false })
    emr.TerminateJobFlows({ JobFlowIds })
    expect(state(id)).toBe('TERMINATING')
    expect(steps(id)).toEqual(['one CANCELLED', 'two CANCELLED'])
    await clock.advance(MINUTE)
    expect(state(id)).toBe('TERMINATED')
  })

  test('terminates itself when it has been idle for long enough', async () => {
    const { emr, clock, run, state } = testEmr()
    const id = run({ AutoTerminationPolicy: { IdleTimeout: 120 } })
    await clock.advance(READY_MS + MINUTE)
    emr.AddJobFlowSteps({ JobFlowId: id, Steps: [step('one')] })
    await clock.advance(2 * MINUTE)
    expect(state(id)).toBe('WAITING')
    await clock.advance(MINUTE)
    expect(state(id)).toBe('TERMINATING')
    expect(() => run({ AutoTerminationPolicy: { IdleTimeout: 59 } })).toThrow('between 60')
  })

  test('is listed with 50 others, by state and time', async () => {
    const { emr, clock, run } = testEmr()
    const ids: string[] = []
    for (let index = 0; index < 51; index++) ids.push(run())
    const first = emr.ListClusters({})
    expect(first.Clusters?.map(({ Id }) => Id)).toEqual(ids.toReversed().slice(0, 50))
    const { Marker } = first
    expect(emr.ListClusters({ Marker }).Clusters?.map(({ Id }) => Id)).toEqual([ids[0]])
    await clock.advance(READY_MS)
    const CreatedAfter = new Date(clock.now())
    const late = run()
    expect(emr.ListClusters({ CreatedAfter }).Clusters?.map(({ Id }) => Id)).toEqual([late])
    const { Clusters } = emr.ListClusters({ ClusterStates: ['STARTING'] })
    expect(Clusters?.map(({ Id }) => Id)).toEqual([late])
  })
})
