import { expect, test } from 'vitest'
import { READY_MS, testEmr } from './test-emr.ts'

test('ListInstanceGroups tells of one master and of the core nodes that are left', async () => {
  const { clock, emr, run } = testEmr()
  const types = { MasterInstanceType: 'm5.xlarge', SlaveInstanceType: 'r5.xlarge' }
  const ClusterId = run({ Instances: { ...types, InstanceCount: 3 } })
  const groups = () =>
    emr
      .ListInstanceGroups({ ClusterId })
      .InstanceGroups!.map((one) => [
        one.InstanceGroupType,
        one.InstanceType,
        one.RequestedInstanceCount,
        one.RunningInstanceCount,
        one.Status?.State,
      ])
  expect(groups()).toEqual([
    ['MASTER', 'm5.xlarge', 1, 0, 'PROVISIONING'],
    ['CORE', 'r5.xlarge', 2, 0, 'PROVISIONING'],
  ])
  await clock.advance(READY_MS)
  expect(groups()).toEqual([
    ['MASTER', 'm5.xlarge', 1, 1, 'RUNNING'],
    ['CORE', 'r5.xlarge', 2, 2, 'RUNNING'],
  ])
})

test('ListInstanceGroups tells of the groups that were asked for, each with an id of its own', () => {
  const { emr, run } = testEmr()
  const InstanceGroups = [
    { InstanceRole: 'MASTER' as const, InstanceType: 'm5.xlarge', InstanceCount: 1 },
    { Name: 'spare', InstanceRole: 'TASK' as const, InstanceType: 'm5.large', InstanceCount: 4 },
  ]
  const ClusterId = run({ Instances: { InstanceGroups } })
  const { InstanceGroups: listed = [] } = emr.ListInstanceGroups({ ClusterId })
  expect(listed).toMatchObject([
    { InstanceGroupType: 'MASTER', Market: 'ON_DEMAND' },
    { InstanceGroupType: 'TASK', Name: 'spare', RequestedInstanceCount: 4 },
  ])
  expect(new Set(listed.map(({ Id }) => Id)).size).toBe(2)
})

test('ListBootstrapActions tells of the actions that were asked for', () => {
  const { emr, run } = testEmr()
  const ScriptBootstrapAction = { Path: 's3://scripts/setup.sh', Args: ['--fast'] }
  const ClusterId = run({ BootstrapActions: [{ Name: 'setup', ScriptBootstrapAction }] })
  expect(emr.ListBootstrapActions({ ClusterId }).BootstrapActions).toEqual([
    { Name: 'setup', ScriptPath: 's3://scripts/setup.sh', Args: ['--fast'] },
  ])
})
