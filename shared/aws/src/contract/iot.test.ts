import * as sdk from '@aws-sdk/client-iot'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

const sqs = {
  queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/readings',
  roleArn: 'arn:aws:iam::123456789012:role/rules',
}

await contract('IoT', (target) => {
  const iot = target.client(sdk.IoTClient)
  const name = (kind: string) => target.unique(kind).replaceAll('-', '_')

  const create = (ruleName: string, more: Partial<sdk.TopicRulePayload> = {}) => {
    const topicRulePayload = { sql: "SELECT * FROM 'sensor/+'", actions: [{ sqs }], ...more }
    return iot.send(new sdk.CreateTopicRuleCommand({ ruleName, topicRulePayload }))
  }

  const get = (ruleName: string) => iot.send(new sdk.GetTopicRuleCommand({ ruleName }))

  test('makes a rule once, and says what it is', async () => {
    const ruleName = name('rule')
    await create(ruleName, { description: 'All readings' })
    expect((await get(ruleName)).rule).toMatchObject({
      ruleName,
      sql: "SELECT * FROM 'sensor/+'",
      description: 'All readings',
      actions: [{ sqs }],
      ruleDisabled: false,
    })
    const again = create(ruleName)
    await expect(again).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' })
  })

  test('replaces a rule whole, and only one that is there', async () => {
    const ruleName = name('rule')
    await create(ruleName, { description: 'All readings' })
    const topicRulePayload = { sql: "SELECT t FROM 'sensor'", actions: [{ sqs }] }
    const replace = (rule: string) =>
      iot.send(new sdk.ReplaceTopicRuleCommand({ ruleName: rule, topicRulePayload }))
    await replace(ruleName)
    const { rule } = await get(ruleName)
    expect([rule?.sql, rule?.description ?? '']).toEqual(["SELECT t FROM 'sensor'", ''])
    await expect(replace(name('never'))).rejects.toMatchObject({
      $metadata: { httpStatusCode: expect.toSatisfy((status) => status >= 400 && status < 500) },
    })
  })

  test('disables and enables a rule', async () => {
    const ruleName = name('rule')
    await create(ruleName)
    await iot.send(new sdk.DisableTopicRuleCommand({ ruleName }))
    expect((await get(ruleName)).rule?.ruleDisabled).toBe(true)
    await iot.send(new sdk.EnableTopicRuleCommand({ ruleName }))
    expect((await get(ruleName)).rule?.ruleDisabled).toBe(false)
  })

  test('finds the rules that a topic reaches', async () => {
    const [near, far] = [name('near'), name('far')]
    const topic = target.unique('room')
    await create(near, { sql: `SELECT * FROM '${topic}/#'` })
    await create(far, { sql: `SELECT * FROM '${topic}'` })
    const found = await iot.send(new sdk.ListTopicRulesCommand({ topic: `${topic}/7` }))
    expect(found.rules?.map((rule) => rule.ruleName)).toEqual([near])
  })

  test('tells nobody whether a rule was ever there', async () => {
    const ruleName = name('rule')
    await create(ruleName)
    await iot.send(new sdk.DeleteTopicRuleCommand({ ruleName }))
    await expect(get(ruleName)).rejects.toMatchObject({ name: 'UnauthorizedException' })
  })

  test.each([
    ['a name with a dash', 'a-b', {}, 'InvalidRequestException'],
    ['a query that is none', name('odd'), { sql: 'SELECT' }, 'SqlParseException'],
    [
      'eleven actions',
      name('many'),
      { actions: Array(11).fill({ sqs }) },
      'InvalidRequestException',
    ],
  ])('refuses %s', async (_, ruleName, payload, error) => {
    await expect(create(ruleName, payload)).rejects.toMatchObject({ name: error })
  })

  test('makes a thing as often as asked, but not with other attributes', async () => {
    const thingName = target.unique('lamp')
    const attributePayload = { attributes: { room: 'lab-1' } }
    const make = (attributes: object) => {
      return iot.send(new sdk.CreateThingCommand({ thingName, ...attributes }))
    }
    const first = await make({ attributePayload })
    expect((await make({ attributePayload })).thingArn).toBe(first.thingArn)
    await expect(make({})).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' })
    const seen = await iot.send(new sdk.DescribeThingCommand({ thingName }))
    expect(seen).toMatchObject({ thingName, attributes: { room: 'lab-1' }, version: 1 })
  })

  test('finds things by an attribute', async () => {
    const room = target.unique('lab')
    const thingName = target.unique('lamp')
    const attributePayload = { attributes: { room } }
    await iot.send(new sdk.CreateThingCommand({ thingName, attributePayload }))
    const find = async (attributeValue: string) => {
      const input = { attributeName: 'room', attributeValue }
      return (await iot.send(new sdk.ListThingsCommand(input))).things!
    }
    expect((await find(room)).map((thing) => thing.thingName)).toEqual([thingName])
    expect(await find(`${room}-2`)).toEqual([])
  })

  test('deletes a thing in the version that is asked for', async () => {
    const thingName = target.unique('lamp')
    await iot.send(new sdk.CreateThingCommand({ thingName }))
    const remove = (expectedVersion: number) =>
      iot.send(new sdk.DeleteThingCommand({ thingName, expectedVersion }))
    await expect(remove(2)).rejects.toMatchObject({ name: 'VersionConflictException' })
    await remove(1)
    const seen = iot.send(new sdk.DescribeThingCommand({ thingName }))
    await expect(seen).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
