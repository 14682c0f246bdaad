// Longer than most: clusters from their start to their end, and the steps between.
import * as sdk from '@aws-sdk/client-emr'
import { expect, test } from 'vitest'
import { contract, eventually } from './contract.ts'

await contract('EMR', (target) => {
  const emr = target.client(sdk.EMRClient)

  const step = (Name: string, more: Partial<sdk.StepConfig> = {}): sdk.StepConfig => ({
    Name,
    ActionOnFailure: 'CONTINUE',
    HadoopJarStep: { Jar: 'command-runner.jar', Args: ['bash', '-c', 'true'] },
    ...more,
  })

  async function cluster(more: Partial<sdk.RunJobFlowInput> = {}): Promise<string> {
    const { Instances, ...settings } = more
    const { JobFlowId } = await emr.send(
      new sdk.RunJobFlowCommand({
        Name: target.unique('nightly'),
        ReleaseLabel: 'emr-7.5.0',
        ServiceRole: 'EMR_DefaultRole',
        JobFlowRole: 'EMR_EC2_DefaultRole',
        Instances: {
          MasterInstanceType: 'm5.xlarge',
          InstanceCount: 1,
          KeepJobFlowAliveWhenNoSteps: true,
          ...Instances,
        },
        ...settings,
      }),
    )
    return JobFlowId!
  }

  const describe = async (ClusterId: string) =>
    (await emr.send(new sdk.DescribeClusterCommand({ ClusterId }))).Cluster!

  const reach = (id: string, ...states: sdk.ClusterState[]) =>
    eventually(
      target,
      () => describe(id),
      ({ Status }) => states.includes(Status!.State!),
    )

  const steps = async (ClusterId: string) =>
    (await emr.send(new sdk.ListStepsCommand({ ClusterId }))).Steps!

  test('starts a cluster that waits for steps', async () => {
    const id = await cluster({ Tags: [{ Key: 'team', Value: 'ml' }] })
    expect(id).toMatch(/^j-[0-9A-Z]{11,}$/)
    const seen = await reach(id, 'WAITING')
    expect(seen).toMatchObject({
      Id: id,
      ReleaseLabel: 'emr-7.5.0',
      AutoTerminate: false,
      Tags: [{ Key: 'team', Value: 'ml' }],
      Status: { State: 'WAITING' },
    })
    expect(seen.Status?.Timeline?.CreationDateTime).toBeInstanceOf(Date)
  })

  test('lists clusters in the states that are asked for', async () => {
    const id = await cluster()
    await reach(id, 'WAITING')
    const ids = async (...ClusterStates: sdk.ClusterState[]) => {
      const found: (string | undefined)[] = []
      const pages = sdk.paginateListClusters({ client: emr }, { ClusterStates })
      for await (const { Clusters } of pages) found.push(...Clusters!.map(({ Id }) => Id))
      return found
    }
    expect(await ids('WAITING')).toContain(id)
    expect(await ids('TERMINATED')).not.toContain(id)
  })

  test('runs steps in the order in which they were added, and lists the last first', async () => {
    const id = await cluster({ Steps: [step('first')] })
    const Steps = [step('second'), step('third')]
    const added = await emr.send(new sdk.AddJobFlowStepsCommand({ JobFlowId: id, Steps }))
    expect(added.StepIds).toHaveLength(2)
    const look = () => steps(id)
    const isDone = (seen: sdk.StepSummary[]) =>
      seen.every(({ Status }) => Status?.State === 'COMPLETED')
    const seen = await eventually(target, look, isDone)
    expect(seen.map(({ Name, Status }) => `${Name} ${Status?.State}`)).toEqual([
      'third COMPLETED',
      'second COMPLETED',
      'first COMPLETED',
    ])
    const StepId = added.StepIds![0]!
    const { Step } = await emr.send(new sdk.DescribeStepCommand({ ClusterId: id, StepId }))
    expect(Step).toMatchObject({ Id: StepId, Name: 'second', ActionOnFailure: 'CONTINUE' })
  })

  test('ends by itself after its last step where it was told to', async () => {
    const id = await cluster({
      Steps: [step('only')],
      Instances: { KeepJobFlowAliveWhenNoSteps: false },
    })
    const end = await reach(id, 'TERMINATED')
    expect(end.Status).toMatchObject({
      State: 'TERMINATED',
      StateChangeReason: { Code: 'ALL_STEPS_COMPLETED' },
    })
    expect((await steps(id)).map(({ Status }) => Status?.State)).toEqual(['COMPLETED'])
  })

  test('ends when it is told to, but not while it is protected', async () => {
    const id = await cluster({ Instances: { TerminationProtected: true } })
    await reach(id, 'WAITING')
    const end = () => emr.send(new sdk.TerminateJobFlowsCommand({ JobFlowIds: [id] }))
    await expect(end()).rejects.toMatchObject({ name: 'ValidationException' })
    const input = { JobFlowIds: [id], TerminationProtected: false }
    await emr.send(new sdk.SetTerminationProtectionCommand(input))
    await end()
    const { Status } = await reach(id, 'TERMINATED')
    expect(Status?.State).toBe('TERMINATED')
    expect(Status?.Timeline?.EndDateTime).toBeInstanceOf(Date)
  })

  test('takes no steps once it has ended', async () => {
    const id = await cluster()
    await emr.send(new sdk.TerminateJobFlowsCommand({ JobFlowIds: [id] }))
    await reach(id, 'TERMINATED')
    const input = { JobFlowId: id, Steps: [step('late')] }
    const add = emr.send(new sdk.AddJobFlowStepsCommand(input))
    await expect(add).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('cancels steps that wait', async () => {
    const sleep = { Jar: 'command-runner.jar', Args: ['bash', '-c', 'sleep 7200'] }
    const id = await cluster({ Steps: [step('long', { HadoopJarStep: sleep }), step('next')] })
    const [next] = await steps(id)
    const input = { ClusterId: id, StepIds: [next!.Id!] }
    const { CancelStepsInfoList } = await emr.send(new sdk.CancelStepsCommand(input))
    expect(CancelStepsInfoList).toMatchObject([{ StepId: next!.Id, Status: 'SUBMITTED' }])
    const look = async () => (await steps(id))[0]!
    const seen = await eventually(target, look, ({ Status }) => Status?.State === 'CANCELLED')
    expect(seen.Status?.State).toBe('CANCELLED')
  })

  test('says which cluster and which step is none', async () => {
    const refused = { name: 'InvalidRequestException' }
    await expect(describe('j-NEVERMADE00')).rejects.toMatchObject(refused)
    const ClusterId = await cluster()
    const describeStep = emr.send(new sdk.DescribeStepCommand({ ClusterId, StepId: 's-NEVER' }))
    await expect(describeStep).rejects.toMatchObject(refused)
  })

  test('runs as many steps at once as it was told, up to 256', async () => {
    const id = await cluster({ StepConcurrencyLevel: 10 })
    expect((await describe(id)).StepConcurrencyLevel).toBe(10)
    const tooMany = cluster({ StepConcurrencyLevel: 257 })
    await expect(tooMany).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('ends after standing idle for as long as it was told', async () => {
    const ClusterId = await cluster({ AutoTerminationPolicy: { IdleTimeout: 60 } })
    const get = () => emr.send(new sdk.GetAutoTerminationPolicyCommand({ ClusterId }))
    expect((await get()).AutoTerminationPolicy).toEqual({ IdleTimeout: 60 })
    if (!target.canSkipHours) return
    expect((await reach(ClusterId, 'TERMINATED')).Status?.State).toBe('TERMINATED')
  })
})
