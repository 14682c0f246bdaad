import type { CliSession } from '../cli-session.ts'

/** SQS: a queue and its messages. */
export const sqs: CliSession = async (aws) => {
  const { QueueUrl } = await aws.ok('sqs create-queue', {
    'queue-name': 'jobs',
    attributes: { VisibilityTimeout: '45' },
  })
  const queue = { 'queue-url': QueueUrl }
  await aws.ok('sqs get-queue-url', { 'queue-name': 'jobs' }, { QueueUrl })
  for (const body of ['a', 'b', 'c']) {
    await aws.ok('sqs send-message', { ...queue, 'message-body': body })
  }
  const received = await aws.ok('sqs receive-message', { ...queue, 'max-number-of-messages': '2' })
  if (received.Messages.length !== 2) throw new Error('Not two messages')
  const [{ ReceiptHandle }] = received.Messages
  await aws.ok('sqs delete-message', { ...queue, 'receipt-handle': ReceiptHandle })
  await aws.ok(
    'sqs get-queue-attributes',
    { ...queue, 'attribute-names': ['All'] },
    {
      Attributes: {
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '1',
        VisibilityTimeout: '45',
      },
    },
  )
  await aws.ok('sqs create-queue', { 'queue-name': 'other' })
  const listed = await aws.ok('sqs list-queues', { 'page-size': '1' })
  if (listed.QueueUrls.length !== 2) throw new Error(`Pages list ${listed.QueueUrls}`)
  const entries = Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' }))
  const batch = { ...queue, entries }
  const tooMany = 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest'
  await aws.fails('sqs send-message-batch', batch, tooMany)
  const missing = 'AWS.SimpleQueueService.NonExistentQueue'
  await aws.fails('sqs get-queue-url', { 'queue-name': 'never' }, missing)
}
