import * as sdk from '@aws-sdk/client-kinesis'
import { expect, test } from 'vitest'
import { VirtualClock } from '../clock.ts'
import { kinesis } from './service.ts'

test('kinesis makes fresh, empty services whose operations the SDK knows', async () => {
  const world = {
    clock: new VirtualClock(),
    region: 'eu-central-1',
    accountId: '123456789012',
    randomHex: (bytes: number) => '0'.repeat(bytes * 2),
    service: () => ({}),
  }
  const [first, second] = [kinesis.create(world, await kinesis.sdk()), kinesis.create(world, sdk)]
  first['CreateStream']?.({ StreamName: 'rides', ShardCount: 1 })
  expect(second['ListStreams']?.({})).toMatchObject({ StreamNames: [] })
  for (const name of Object.keys(first)) expect(sdk).toHaveProperty(`${name}Command`)
})
