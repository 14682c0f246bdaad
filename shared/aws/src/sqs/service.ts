import type { Service } from '../service.ts'
import type { Account } from './account.ts'
import { deleteOperations } from './delete-message.ts'
import { waitOfReceive } from './long-poll.ts'
import { attributeOperations } from './queue-attributes.ts'
import { lifecycleOperations } from './queue-lifecycle.ts'
import { tagOperations } from './queue-tags.ts'
import { receiveOperations } from './receive-message.ts'
import { redriveOperations } from './redrive.ts'
import { sendOperations } from './send-message.ts'
import { visibilityOperations } from './visibility.ts'

/**
 * SQS, standard and FIFO queues.
 *
 * Where AWS is only probable this fake is exact: ReceiveMessage returns all that it may, a standard
 * queue delivers in the order in which messages became visible, and changes take effect at once.
 * The operation itself never waits: the target asks again on behalf of a long poll. Not emulated:
 * permissions, message move tasks, and the throughput quotas of FIFO queues.
 */
export const sqs: Service = {
  name: 'SQS',
  client: 'SQSClient',
  sdk: () => import('@aws-sdk/client-sqs'),
  create(world, sdk, memory) {
    const state = { queues: new Map(), deletedAt: new Map(), ...memory?.restored }
    memory?.keep(() => state)
    return sqsOperations({ world, sdk, ...state })
  },
  longPolls: { ReceiveMessage: waitOfReceive },
}

/** All operations of one SQS, with their types. */
export function sqsOperations(account: Account) {
  return {
    ...lifecycleOperations(account),
    ...attributeOperations(account),
    ...tagOperations(account),
    ...redriveOperations(account),
    ...sendOperations(account),
    ...receiveOperations(account),
    ...deleteOperations(account),
    ...visibilityOperations(account),
  }
}
