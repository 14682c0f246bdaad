import { type CliSession, HOUR } from '../cli-session.ts'

/** Batch: what a job needs, a job to its end, and an array. */
export const batch: CliSession = async (aws, { advance }) => {
  await aws.ok('batch create-compute-environment', {
    'compute-environment-name': 'spot',
    type: 'UNMANAGED',
    'service-role': 'arn:aws:iam::123456789012:role/batch',
  })
  await aws.ok('batch create-job-queue', {
    'job-queue-name': 'nightly',
    priority: '1',
    'compute-environment-order': [{ order: 1, computeEnvironment: 'spot' }],
  })
  const healthy = { jobQueues: [{ jobQueueName: 'nightly', state: 'ENABLED', status: 'VALID' }] }
  await aws.ok('batch describe-job-queues', { 'job-queues': ['nightly'] }, healthy)
  await aws.ok(
    'batch register-job-definition',
    {
      'job-definition-name': 'train',
      type: 'container',
      'container-properties': { image: 'busybox', command: ['true'], vcpus: 1, memory: 64 },
    },
    { revision: 1 },
  )
  const job = { 'job-name': 'train', 'job-queue': 'nightly', 'job-definition': 'train' }
  const { jobId } = await aws.ok('batch submit-job', job)
  const array = { ...job, 'array-properties': { size: 3 } }
  const { jobId: arrayId } = await aws.ok('batch submit-job', array)
  await aws.ok('batch describe-jobs', { jobs: [jobId] }, { jobs: [{ jobName: 'train' }] })
  await advance(HOUR)
  await aws.ok('batch describe-jobs', { jobs: [jobId] }, { jobs: [{ status: 'SUCCEEDED' }] })
  const done = { 'job-queue': 'nightly', 'job-status': 'SUCCEEDED', 'page-size': '1' }
  const listed = await aws.ok('batch list-jobs', done)
  if (listed.jobSummaryList.length !== 2) throw new Error('Not two jobs')
  const children = { 'array-job-id': arrayId, 'job-status': 'SUCCEEDED' }
  const three = await aws.ok('batch list-jobs', children)
  if (three.jobSummaryList.length !== 3) throw new Error('Not three children')
  await aws.fails('batch submit-job', { ...job, 'job-queue': 'never' }, 'ClientException')
  const single = { ...job, 'array-properties': { size: 1 } }
  await aws.fails('batch submit-job', single, 'ClientException')
  await aws.fails('batch delete-job-queue', { 'job-queue': 'nightly' }, 'ClientException')
}
