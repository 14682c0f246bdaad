import type { ReceiveMessageRequest } from '@aws-sdk/client-sqs'
import type { Operations } from '../service.ts'

/**
 * How long ReceiveMessage waits for a message, in milliseconds: WaitTimeSeconds, else the queue's
 * ReceiveMessageWaitTimeSeconds (SDK text, ReceiveMessage and SetQueueAttributes).
 */
export function waitOfReceive(input: ReceiveMessageRequest, operations: Operations): number {
  const seconds = input.WaitTimeSeconds ?? waitOfQueue(input.QueueUrl, operations)
  return Number(seconds) * 1000
}

function waitOfQueue(QueueUrl: string | undefined, operations: Operations): unknown {
  const AttributeNames = ['ReceiveMessageWaitTimeSeconds']
  const { Attributes } = operations['GetQueueAttributes']!({ QueueUrl, AttributeNames }) as {
    Attributes?: Record<string, string>
  }
  return Attributes?.['ReceiveMessageWaitTimeSeconds'] ?? 0
}
