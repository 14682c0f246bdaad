import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

/** A message as the model sees it: who may receive it, and with which handle it can be deleted. */
interface Modelled {
  visibleAt: number
  receives: number
  handle?: string | undefined
}

const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), delay: fc.nat(40) }),
  fc.record({ do: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(45) }),
  fc.record({ do: fc.constant('delete' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('change' as const), pick: fc.nat(), seconds: fc.nat(60) }),
)

test('a standard queue hides, shows and deletes messages as a model of them says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { sqs, create, clock } = testSqs()
      const { QueueUrl, receive, counts } = create('emissions', { VisibilityTimeout: '30' })
      const model = new Map<string, Modelled>()
      const handles: { id: string; ReceiptHandle: string }[] = []
      const isVisible = ({ visibleAt }: Modelled) => visibleAt <= clock.now()

      for (const action of steps) {
        if (action.do === 'wait') await clock.advance(action.seconds * 1000)
        if (action.do === 'send') {
          const DelaySeconds = action.delay
          const sent = sqs.SendMessage({ QueueUrl, MessageBody: '1979', DelaySeconds })
          const visibleAt = clock.now() + DelaySeconds * 1000
          model.set(sent.MessageId!, { visibleAt, receives: 0 })
        }
        if (action.do === 'receive') {
          const waiting = [...model.values()].filter(isVisible).length
          const messages = receive({ MaxNumberOfMessages: action.max, AttributeNames: ['All'] })
          expect(messages).toHaveLength(Math.min(action.max, waiting))
          for (const { MessageId, ReceiptHandle, Attributes } of messages) {
            const known = model.get(MessageId!)!
            expect(isVisible(known)).toBe(true)
            expect(Attributes?.ApproximateReceiveCount).toBe(String(++known.receives))
            known.visibleAt = clock.now() + 30_000
            known.handle = ReceiptHandle
            handles.push({ id: MessageId!, ReceiptHandle: ReceiptHandle! })
          }
        }
        const picked = 'pick' in action ? handles[action.pick % (handles.length || 1)] : undefined
        const known = picked && model.get(picked.id)
        if (action.do === 'delete' && picked) {
          sqs.DeleteMessage({ QueueUrl, ReceiptHandle: picked.ReceiptHandle })
          if (known?.handle === picked.ReceiptHandle) model.delete(picked.id)
        }
        if (action.do === 'change' && picked && known) {
          const VisibilityTimeout = action.seconds
          const { ReceiptHandle } = picked
          sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout })
          known.visibleAt = clock.now() + VisibilityTimeout * 1000
        }

        const all = [...model.values()]
        const hidden = all.filter((message) => !isVisible(message))
        const inFlight = hidden.filter(({ handle }) => handle).length
        expect(counts()).toEqual([all.length - hidden.length, inFlight, hidden.length - inFlight])
      }
    }),
  )
})
