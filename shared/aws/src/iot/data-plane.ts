import type { Service } from '../service.ts'
import type { DataPlaneAccount } from './data-plane-account.ts'
import { publishOperations } from './publish.ts'
import { retainedMessageOperations } from './retained-messages.ts'
import { thingShadowOperations } from './thing-shadows.ts'

/**
 * The data plane of IoT Core: messages, retained messages and shadows. A message is through with
 * all rules before Publish answers. Not emulated: MQTT itself, subscriptions, and connections.
 */
export const iotDataPlane: Service = {
  name: 'IoTDataPlane',
  client: 'IoTDataPlaneClient',
  sdk: () => import('@aws-sdk/client-iot-data-plane'),
  reads: ['IoT', 'DynamoDB', 'Kinesis', 'S3', 'SQS'],
  create: (world, sdk) =>
    dataPlaneOperations({ world, sdk, retained: new Map(), shadows: new Map() }),
}

/** All operations of one IoT data plane, with their types. */
export function dataPlaneOperations(account: DataPlaneAccount) {
  return {
    ...publishOperations(account),
    ...retainedMessageOperations(account),
    ...thingShadowOperations(account),
  }
}
