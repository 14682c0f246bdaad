import * as sdk from '@aws-sdk/client-iot'
import * as dataSdk from '@aws-sdk/client-iot-data-plane'
import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { dataPlaneOperations } from './data-plane.ts'
import { iotOperations } from './service.ts'

const world: World = {
  clock: new VirtualClock(),
  region: 'us-east-1',
  accountId: '123456789012',
  randomHex: (bytes) => '0'.repeat(bytes * 2),
  service: () => ({}),
}

function testControlPlane() {
  return iotOperations({ world, sdk, rules: new Map(), things: new Map() })
}

test('every operation of IoT is one that the SDK knows', () => {
  for (const name of Object.keys(testControlPlane())) expect(sdk).toHaveProperty(`${name}Command`)
  const plane = dataPlaneOperations({
    world,
    sdk: dataSdk,
    retained: new Map(),
    shadows: new Map(),
  })
  for (const name of Object.keys(plane)) expect(dataSdk).toHaveProperty(`${name}Command`)
})

describe('a topic rule', () => {
  const payload = { sql: "SELECT * FROM 'sensor/+'", actions: [] }

  test('is created once, replaced, listed by topic, and deleted', () => {
    const iot = testControlPlane()
    const create = () => iot.CreateTopicRule({ ruleName: 'all', topicRulePayload: payload })
    create()
    expect(create).toThrow(sdk.ResourceAlreadyExistsException)
    const names = (topic: string) => iot.ListTopicRules({ topic }).rules?.map((r) => r.ruleName)
    expect([names('sensor/7'), names('sensor')]).toEqual([['all'], []])
    const topicRulePayload = { ...payload, sql: "SELECT t FROM 'sensor'", ruleDisabled: true }
    iot.ReplaceTopicRule({ ruleName: 'all', topicRulePayload })
    expect(iot.GetTopicRule({ ruleName: 'all' })).toMatchObject({
      ruleArn: 'arn:aws:iot:us-east-1:123456789012:rule/all',
      rule: topicRulePayload,
    })
    expect(iot.ListTopicRules({ ruleDisabled: false }).rules).toEqual([])
    iot.DeleteTopicRule({ ruleName: 'all' })
    expect(() => iot.GetTopicRule({ ruleName: 'all' })).toThrow(sdk.UnauthorizedException)
  })

  test.each([
    ['a-b', payload, 'InvalidRequestException'],
    ['a', { ...payload, sql: 'SELECT' }, 'SqlParseException'],
    ['a', { ...payload, actions: [{ lambda: { functionArn: 'f' } }] }, 'InvalidRequestException'],
    ['a', { ...payload, actions: [{}] }, 'InvalidRequestException'],
    ['a', { ...payload, actions: Array(11).fill({ s3: {} }) }, 'InvalidRequestException'],
  ])('is refused: %s %j', (ruleName, topicRulePayload, name) => {
    const create = () =>
      testControlPlane().CreateTopicRule({ ruleName, topicRulePayload: topicRulePayload as never })
    expect(create).toThrow(expect.objectContaining({ name }))
  })
})

test('a thing is created, found by attribute, and deleted in its version', () => {
  const iot = testControlPlane()
  const attributePayload = { attributes: { room: 'lab-1' } }
  iot.CreateThing({ thingName: 'lamp', attributePayload })
  iot.CreateThing({ thingName: 'lamp', attributePayload })
  expect(() => iot.CreateThing({ thingName: 'lamp' })).toThrow(sdk.ResourceAlreadyExistsException)
  expect(iot.DescribeThing({ thingName: 'lamp' })).toMatchObject({ version: 1 })
  const query = { attributeName: 'room', attributeValue: 'lab', usePrefixAttributeValue: true }
  expect(iot.ListThings(query).things).toHaveLength(1)
  expect(iot.ListThings({ ...query, usePrefixAttributeValue: false }).things).toEqual([])
  const remove = (expectedVersion: number) =>
    iot.DeleteThing({ thingName: 'lamp', expectedVersion })
  expect(() => remove(2)).toThrow(sdk.VersionConflictException)
  remove(1)
  expect(() => iot.DescribeThing({ thingName: 'lamp' })).toThrow(sdk.ResourceNotFoundException)
})
