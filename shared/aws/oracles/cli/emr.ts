import { type CliSession, HOUR } from '../cli-session.ts'

/** EMR: a cluster, its steps, and its end. */
export const emr: CliSession = async (aws, { advance }) => {
  const { ClusterId } = await aws.ok('emr create-cluster', {
    name: 'nightly',
    'release-label': 'emr-7.5.0',
    'instance-type': 'm5.xlarge',
    'instance-count': '1',
    'use-default-roles': true,
    'no-auto-terminate': true,
    tags: ['team=ml'],
  })
  const cluster = { 'cluster-id': ClusterId }
  const starting = { Cluster: { Name: 'nightly', Status: { State: 'STARTING' } } }
  await aws.ok('emr describe-cluster', cluster, starting)
  const steps = ['first', 'second'].map(
    (name) =>
      `Type=CUSTOM_JAR,Name=${name},Jar=command-runner.jar,Args=[true],ActionOnFailure=CONTINUE`,
  )
  const added = await aws.ok('emr add-steps', { ...cluster, steps })
  if (added.StepIds.length !== 2) throw new Error('Not two steps')
  await advance(HOUR)
  await aws.ok('emr list-steps', cluster, {
    Steps: [{ Name: 'second', Status: { State: 'COMPLETED' } }, { Name: 'first' }],
  })
  const step = { ...cluster, 'step-id': added.StepIds[0] }
  await aws.ok('emr describe-step', step, { Step: { Name: 'first', ActionOnFailure: 'CONTINUE' } })
  const waiting = { Clusters: [{ Id: ClusterId, Status: { State: 'WAITING' } }] }
  await aws.ok('emr list-clusters', { active: true }, waiting)
  await aws.fails('emr describe-cluster', { 'cluster-id': 'j-NEVER' }, 'InvalidRequestException')
  await aws.ok('emr modify-cluster-attributes', { ...cluster, 'termination-protected': true })
  const end = { 'cluster-ids': [ClusterId] }
  await aws.fails('emr terminate-clusters', end, 'ValidationException')
  await aws.ok('emr modify-cluster-attributes', { ...cluster, 'no-termination-protected': true })
  await aws.ok('emr terminate-clusters', end)
  await advance(HOUR)
  await aws.ok('emr wait cluster-terminated', cluster)
  await aws.fails('emr add-steps', { ...cluster, steps }, 'ValidationException')
}
