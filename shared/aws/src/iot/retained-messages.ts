import type {
  GetRetainedMessageRequest,
  GetRetainedMessageResponse,
  ListRetainedMessagesRequest,
  ListRetainedMessagesResponse,
} from '@aws-sdk/client-iot-data-plane'
import { Uint8ArrayBlobAdapter } from '@smithy/core/serde'
import { failure, pageOf } from './account.ts'
import type { DataPlaneAccount } from './data-plane-account.ts'

/** GetRetainedMessage and ListRetainedMessages. */
export function retainedMessageOperations(account: DataPlaneAccount) {
  return {
    /** GetRetainedMessage (SDK text). */
    GetRetainedMessage({ topic }: GetRetainedMessageRequest): GetRetainedMessageResponse {
      const message = account.retained.get(topic ?? '')
      if (!topic || !message) {
        throw failure(account, 'ResourceNotFoundException', `No retained message on "${topic}"`)
      }
      const payload = Uint8ArrayBlobAdapter.mutate(message.payload.slice())
      return { topic, payload, qos: message.qos, lastModifiedTime: message.at }
    },

    /** ListRetainedMessages (SDK text), without their payloads. */
    ListRetainedMessages(input: ListRetainedMessagesRequest): ListRetainedMessagesResponse {
      const { entries, ...token } = pageOf([...account.retained], input, 200)
      const retainedTopics = entries.map(([topic, { payload, qos, at }]) => ({
        topic,
        payloadSize: payload.length,
        qos,
        lastModifiedTime: at,
      }))
      return { retainedTopics, ...token }
    },
  }
}
