import * as sdk from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { VirtualClock } from '../clock.ts'
import { sqs } from './service.ts'

test('sqs makes fresh, empty services whose operations the SDK knows', async () => {
  const world = {
    clock: new VirtualClock(),
    region: 'eu-central-1',
    accountId: '123456789012',
    randomHex: (bytes: number) => '0'.repeat(bytes * 2),
    service: () => ({}),
  }
  const [first, second] = [sqs.create(world, await sqs.sdk()), sqs.create(world, sdk)]
  first['CreateQueue']?.({ QueueName: 'emissions' })
  expect(second['ListQueues']?.({})).toEqual({})
  for (const name of Object.keys(first)) expect(sdk).toHaveProperty(`${name}Command`)
})
