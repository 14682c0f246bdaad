import type { Action, ListTopicRulesResponse, TopicRule } from '@aws-sdk/client-iot'
import type { PublishRequest } from '@aws-sdk/client-iot-data-plane'
import { failure } from './account.ts'
import type { DataPlaneAccount } from './data-plane-account.ts'
import { act, nameOf } from './rule-actions.ts'
import type { Message } from './sql-functions.ts'
import { parseQuery } from './sql-parser.ts'
import { evaluateQuery, SqlEvaluationError } from './sql.ts'

/** The largest payload, in bytes (AWS IoT Core quotas). */
const MAX_BYTES = 128 * 1024

/** How often a message can be republished here; AWS documents no limit. */
const MAX_HOPS = 10

/** Publish. */
export function publishOperations(account: DataPlaneAccount) {
  return {
    /**
     * Publish (SDK text): keeps the message if it is to be retained, and hands it to every enabled
     * rule whose filter matches. Basic Ingest (`$aws/rules/...`) is not emulated.
     */
    Publish(input: PublishRequest): object {
      const topic = checkTopic(account, input.topic)
      const payload = new Uint8Array(Buffer.from(input.payload ?? ''))
      if (payload.length > MAX_BYTES) {
        const message = `The payload must have at most ${MAX_BYTES} bytes: ${payload.length}`
        throw failure(account, 'RequestEntityTooLargeException', message)
      }
      if (input.retain) retain(account, topic, { payload, qos: input.qos ?? 0 })
      deliver(account, { topic, payload, hops: 0 })
      return {}
    },
  }
}

interface Delivery {
  topic: string
  payload: Uint8Array
  hops: number
}

function deliver(account: DataPlaneAccount, delivery: Delivery): void {
  const iot = account.world.service('IoT')
  const { rules = [] } = iot['ListTopicRules']!({
    topic: delivery.topic,
    ruleDisabled: false,
  }) as ListTopicRulesResponse
  for (const { ruleName } of rules) {
    const { rule } = iot['GetTopicRule']!({ ruleName }) as { rule: TopicRule }
    apply(account, rule, delivery)
  }
}

/**
 * One message tells the error action of all actions that failed (developer guide, "Error
 * handling"). What is wrong with the SQL is only logged by AWS, and so is nothing here.
 */
function apply(account: DataPlaneAccount, rule: TopicRule, delivery: Delivery): void {
  const { topic, payload, hops } = delivery
  const message = messageOf(account, delivery)
  const republish = (other: string, bytes: Uint8Array) => {
    if (hops < MAX_HOPS) deliver(account, { topic: other, payload: bytes, hops: hops + 1 })
  }
  const output = evaluated(rule, message, payload)
  if (output === undefined) return
  const failures = (rule.actions ?? []).flatMap((action) => {
    const error = attempt(() => act(account.world, action, { message, payload: output, republish }))
    return error ? [{ ...nameOf(action), errorMessage: errorMessage(action, error) }] : []
  })
  if (failures.length === 0 || !rule.errorAction) return
  const report = {
    ruleName: rule.ruleName,
    topic,
    cloudwatchTraceId: account.world.randomHex(16),
    clientId: 'N/A',
    base64OriginalPayload: Buffer.from(payload).toString('base64'),
    failures,
  }
  const errorAction: Action = rule.errorAction
  const bytes = Buffer.from(JSON.stringify(report))
  attempt(() => act(account.world, errorAction, { message, payload: bytes, republish }))
}

function evaluated(rule: TopicRule, message: Message, payload: Uint8Array) {
  try {
    return evaluateQuery(parseQuery(rule.sql!), message, payload)
  } catch (error) {
    if (error instanceof SqlEvaluationError) return undefined
    throw error
  }
}

function attempt(action: () => void): Error | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    return error as Error
  }
}

function errorMessage(action: Action, error: Error): string {
  const { failedAction, failedResource } = nameOf(action)
  return `${failedAction} on ${failedResource} failed. The error received was ${error.message}`
}

function messageOf({ world }: DataPlaneAccount, { topic, payload }: Delivery): Message {
  const at = world.clock.now()
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload)
    return { topic, at, json: { value: JSON.parse(text) } }
  } catch {
    return { topic, at }
  }
}

/** A topic has no wildcards, at most 256 bytes and 7 slashes (AWS IoT Core quotas). */
function checkTopic(account: DataPlaneAccount, topic: string | undefined): string {
  const isValid =
    topic &&
    !/[+#]/.test(topic) &&
    Buffer.byteLength(topic) <= 256 &&
    topic.split('/').length <= 8 &&
    !topic.startsWith('$aws/rules/')
  if (isValid) return topic
  throw failure(account, 'InvalidRequestException', `Invalid topic: "${topic ?? ''}"`)
}

function retain(
  { world, retained }: DataPlaneAccount,
  topic: string,
  message: { payload: Uint8Array; qos: number },
): void {
  if (message.payload.length === 0) retained.delete(topic)
  else retained.set(topic, { ...message, at: world.clock.now() })
}
