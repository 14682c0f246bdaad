import { Agenda } from '../agenda.ts'
import type { Service } from '../service.ts'
import type { Account } from './account.ts'
import { computeEnvironmentOperations } from './compute-environments.ts'
import { findJobsOperations } from './find-jobs.ts'
import { jobDefinitionOperations } from './job-definitions.ts'
import { jobQueueOperations } from './job-queues.ts'
import { stopOperations } from './stop-jobs.ts'
import { submitOperations } from './submit-job.ts'
import { tagOperations } from './tags.ts'

/**
 * AWS Batch, for jobs of single containers and arrays of them.
 *
 * Nothing runs: a job takes 31 seconds to start and ends as its command or its environment says
 * (see `attemptOutcome`), a minute later if they do not. Compute environments have room for every
 * job. Not emulated: multi-node, EKS and multi-container jobs, scheduling policies, service jobs,
 * consumable resources, and limits on the time in a state.
 */
export const batch: Service = {
  name: 'Batch',
  client: 'BatchClient',
  sdk: () => import('@aws-sdk/client-batch'),
  create: (world, sdk) =>
    batchOperations({
      world,
      sdk,
      agenda: new Agenda(world.clock),
      environments: new Map(),
      queues: new Map(),
      definitions: new Map(),
      jobs: new Map(),
    }),
}

/** All operations of one Batch, with their types. */
export function batchOperations(account: Account) {
  return {
    ...computeEnvironmentOperations(account),
    ...jobQueueOperations(account),
    ...jobDefinitionOperations(account),
    ...submitOperations(account),
    ...findJobsOperations(account),
    ...stopOperations(account),
    ...tagOperations(account),
  }
}
