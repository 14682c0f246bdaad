import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CliSession } from '../cli-session.ts'

/** IoT: things, shadows, and a rule that sends messages to a queue. */
export const iot: CliSession = async (aws, { folder }) => {
  const thing = { 'thing-name': 'lamp' }
  const attributes = { 'attribute-payload': { attributes: { room: 'lab' } } }
  await aws.ok('iot create-thing', { ...thing, ...attributes }, { thingName: 'lamp' })
  await aws.ok('iot create-thing', { 'thing-name': 'door' })
  const listed = await aws.ok('iot list-things', { 'page-size': '1' })
  if (listed.things.length !== 2) throw new Error('Not two things')
  await aws.ok('iot describe-thing', thing, { attributes: { room: 'lab' }, version: 1 })
  await aws.fails('iot describe-thing', { 'thing-name': 'no' }, 'ResourceNotFoundException')

  const { QueueUrl } = await aws.ok('sqs create-queue', { 'queue-name': 'readings' })
  const sqs = { queueUrl: QueueUrl, roleArn: 'arn:aws:iam::123456789012:role/r', useBase64: false }
  const rule = { 'rule-name': 'hot' }
  const payload = { sql: "SELECT t FROM 'sensor/+' WHERE t > 10", actions: [{ sqs }] }
  await aws.ok('iot create-topic-rule', { ...rule, 'topic-rule-payload': payload })
  await aws.ok('iot get-topic-rule', rule, { rule: { ruleName: 'hot', ruleDisabled: false } })
  const odd = { 'rule-name': 'odd', 'topic-rule-payload': { sql: 'SELECT', actions: [{ sqs }] } }
  await aws.fails('iot create-topic-rule', odd, 'SqlParseException')
  await aws.ok('iot list-topic-rules', { topic: 'sensor/7' }, { rules: [{ ruleName: 'hot' }] })
  const message = path.join(folder, 'message.json')
  for (const t of [5, 21]) {
    // Version 2 of the CLI takes texts for Base64, version 1 does not; of files both take the bytes.
    writeFileSync(message, JSON.stringify({ t }))
    await aws.ok('iot-data publish', { topic: 'sensor/7', payload: `fileb://${message}` })
  }
  const received = await aws.ok('sqs receive-message', {
    'queue-url': QueueUrl,
    'max-number-of-messages': '10',
  })
  if (received.Messages.map((one: { Body: string }) => one.Body).join() !== '{"t":21}') {
    throw new Error(`The queue has ${JSON.stringify(received.Messages)}`)
  }

  const file = path.join(folder, 'shadow.json')
  const shadow = { ...thing, '': [file] }
  await aws.fails('iot-data get-thing-shadow', shadow, 'ResourceNotFoundException')
  writeFileSync(message, '{"state":{"desired":{"on":true}}}')
  await aws.ok('iot-data update-thing-shadow', { ...shadow, payload: `fileb://${message}` })
  await aws.ok('iot-data get-thing-shadow', shadow)
  const { state } = JSON.parse(readFileSync(file, 'utf8')) as { state: { desired: object } }
  if (JSON.stringify(state.desired) !== '{"on":true}') throw new Error('The shadow differs')
}
