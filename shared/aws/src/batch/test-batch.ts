import * as sdk from '@aws-sdk/client-batch'
import type { SubmitJobRequest } from '@aws-sdk/client-batch'
import { Agenda } from '../agenda.ts'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { batchOperations } from './service.ts'

/** A fresh Batch with a queue "queue" and a definition "work", and the clock it lives by. */
export function testBatch() {
  const clock = new VirtualClock()
  let drawn = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => (++drawn).toString(16).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const batch = batchOperations({
    world,
    sdk,
    agenda: new Agenda(clock),
    environments: new Map(),
    queues: new Map(),
    definitions: new Map(),
    jobs: new Map(),
  })
  batch.CreateComputeEnvironment({
    computeEnvironmentName: 'spot',
    type: 'UNMANAGED',
    serviceRole: 'arn:aws:iam::123456789012:role/batch',
  })
  const computeEnvironmentOrder = [{ order: 1, computeEnvironment: 'spot' }]
  batch.CreateJobQueue({ jobQueueName: 'queue', priority: 1, computeEnvironmentOrder })
  batch.RegisterJobDefinition({
    jobDefinitionName: 'work',
    type: 'container',
    containerProperties: { image: 'busybox', command: ['uname'] },
  })

  const submit = (input: Partial<SubmitJobRequest> = {}): string => {
    const request = { jobName: 'job', jobQueue: 'queue', jobDefinition: 'work', ...input }
    return batch.SubmitJob(request).jobId!
  }
  return {
    batch,
    clock,
    /** Submits a job and returns its id. */
    submit,
    /** Submits a job whose attempts end like this (see `attemptOutcome`). */
    submitEnding: (RUN_ENDS: string, input: Partial<SubmitJobRequest> = {}): string =>
      submit({
        containerOverrides: { environment: [{ name: 'RUN_ENDS', value: RUN_ENDS }] },
        ...input,
      }),
    job: (id: string) => batch.DescribeJobs({ jobs: [id] }).jobs![0]!,
    status: (id: string) => batch.DescribeJobs({ jobs: [id] }).jobs![0]!.status,
  }
}
