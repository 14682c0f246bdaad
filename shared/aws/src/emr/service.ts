import { Agenda } from '../agenda.ts'
import type { Service } from '../service.ts'
import type { Account } from './account.ts'
import { autoTerminationOperations } from './auto-termination.ts'
import { clusterOperations } from './clusters.ts'
import { instanceGroupOperations } from './instance-groups.ts'
import { stepOperations } from './steps.ts'
import { stopOperations } from './stop-clusters.ts'

/**
 * EMR on EC2: clusters and their steps.
 *
 * Nothing runs: a cluster is ready after 3 minutes, and a step ends as its arguments say
 * (`['bash', '-c', 'sleep 300; exit 1']`, see `outcomeOf`), after a minute if they do not. A step
 * without ActionOnFailure shuts the cluster down. Cancelling takes effect at once. Not emulated:
 * changes of instance groups, fleets, scaling, security configurations, notebooks and studios.
 */
export const emr: Service = {
  name: 'EMR',
  client: 'EMRClient',
  sdk: () => import('@aws-sdk/client-emr'),
  create: (world, sdk) =>
    emrOperations({ world, sdk, agenda: new Agenda(world.clock), clusters: new Map() }),
}

/** All operations of one EMR, with their types. */
export function emrOperations(account: Account) {
  return {
    ...clusterOperations(account),
    ...instanceGroupOperations(account),
    ...stepOperations(account),
    ...stopOperations(account),
    ...autoTerminationOperations(account),
  }
}
