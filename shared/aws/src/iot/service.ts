import type { Service } from '../service.ts'
import type { Account } from './account.ts'
import { thingOperations } from './things.ts'
import { topicRuleOperations } from './topic-rules.ts'

/**
 * The control plane of IoT Core: topic rules and the registry of things. Messages are published to
 * the data plane (`IoTDataPlane`), which asks here for the rules. Not emulated: certificates,
 * policies, jobs, thing types and groups, fleet indexing, and rule actions other than S3, DynamoDB,
 * Kinesis, SQS and republish.
 */
export const iot: Service = {
  name: 'IoT',
  client: 'IoTClient',
  sdk: () => import('@aws-sdk/client-iot'),
  create: (world, sdk) => iotOperations({ world, sdk, rules: new Map(), things: new Map() }),
}

/** All operations of one IoT control plane, with their types. */
export function iotOperations(account: Account) {
  return { ...topicRuleOperations(account), ...thingOperations(account) }
}
