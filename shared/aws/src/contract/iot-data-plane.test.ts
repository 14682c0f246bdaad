import * as control from '@aws-sdk/client-iot'
import * as sdk from '@aws-sdk/client-iot-data-plane'
import * as sqsSdk from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

await contract('IoTDataPlane', (target) => {
  const plane = target.client(sdk.IoTDataPlaneClient)
  const iot = target.client(control.IoTClient)
  const sqs = target.client(sqsSdk.SQSClient)

  const publish = (topic: string, payload: object, more: object = {}) => {
    const bytes = Buffer.from(JSON.stringify(payload))
    return plane.send(new sdk.PublishCommand({ topic, payload: bytes, ...more }))
  }

  async function thing() {
    const thingName = target.unique('lamp')
    await iot.send(new control.CreateThingCommand({ thingName }))
    const shadow = async () => {
      const { payload } = await plane.send(new sdk.GetThingShadowCommand({ thingName }))
      return JSON.parse(Buffer.from(payload!).toString()) as {
        state: { desired?: object; delta?: object }
        version: number
      }
    }
    const update = (document: object) => {
      const payload = Buffer.from(JSON.stringify(document))
      return plane.send(new sdk.UpdateThingShadowCommand({ thingName, payload }))
    }
    return { thingName, shadow, update }
  }

  test('sends what a rule selects to its queue', async () => {
    const topic = target.unique('room')
    const { QueueUrl } = await sqs.send(
      new sqsSdk.CreateQueueCommand({ QueueName: target.unique('readings') }),
    )
    await iot.send(
      new control.CreateTopicRuleCommand({
        ruleName: target.unique('rule').replaceAll('-', '_'),
        topicRulePayload: {
          sql: `SELECT t AS celsius, topic(2) AS sensor FROM '${topic}/+' WHERE t > 10`,
          actions: [
            {
              sqs: {
                queueUrl: QueueUrl,
                roleArn: 'arn:aws:iam::123456789012:role/rules',
                useBase64: false,
              },
            },
          ],
        },
      }),
    )
    await publish(`${topic}/7`, { t: 21 })
    await publish(`${topic}/8`, { t: 5 })
    await publish('elsewhere/7', { t: 21 })
    const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }
    const { Messages = [] } = await sqs.send(new sqsSdk.ReceiveMessageCommand(input))
    expect(Messages.map(({ Body }) => JSON.parse(Body!))).toEqual([{ celsius: 21, sensor: '7' }])
  })

  test('keeps the last retained message of a topic until an empty one comes', async () => {
    const topic = target.unique('room')
    await publish(topic, { t: 1 }, { retain: true })
    await publish(topic, { t: 2 }, { retain: true })
    const get = () => plane.send(new sdk.GetRetainedMessageCommand({ topic }))
    expect(Buffer.from((await get()).payload!).toString()).toBe('{"t":2}')
    await plane.send(new sdk.PublishCommand({ topic, retain: true, payload: new Uint8Array() }))
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('refuses a topic with a wildcard', async () => {
    const refused = publish('sensor/+', { t: 1 })
    await expect(refused).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  test('merges what is desired into a shadow, and tells what differs', async () => {
    const { shadow, update } = await thing()
    await expect(shadow()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await update({ state: { desired: { on: true, color: 'red' }, reported: { on: false } } })
    await update({ state: { desired: { color: null } } })
    expect(await shadow()).toMatchObject({
      state: { desired: { on: true }, reported: { on: false }, delta: { on: true } },
      version: 2,
    })
  })

  test('refuses a shadow in another version, and one that is no document', async () => {
    const { thingName, update } = await thing()
    await update({ state: { desired: { on: true } } })
    const stale = update({ state: { desired: { on: false } }, version: 7 })
    await expect(stale).rejects.toMatchObject({ name: 'ConflictException' })
    const payload = Buffer.from('on')
    const odd = plane.send(new sdk.UpdateThingShadowCommand({ thingName, payload }))
    await expect(odd).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  test('deletes a shadow, and says that there is none', async () => {
    const { thingName, shadow, update } = await thing()
    await update({ state: { desired: { on: true } } })
    await plane.send(new sdk.DeleteThingShadowCommand({ thingName }))
    await expect(shadow()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
