import type { CheckContext } from '@workshop/testkit'
import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { consume, sendEmissions } = candidate(() => import('../send-emissions.ts'))

async function office({ aws, now, sleep }: CheckContext) {
  const table = await aws.dynamodb.table({ key: { plant: 'S' } })
  const queue = await aws.sqs.queue()
  const deps = { doc: aws.dynamodb.doc, sqs: aws.sqs.client, now, sleep }
  return { table, queue, send: () => sendEmissions(table.name, queue.url, deps) }
}

interface Entry {
  Id: string
  MessageBody: string
}

const plantOf = (body: string) => (JSON.parse(body) as { plant: string }).plant

check('sends every item of every page once', async (context) => {
  const { table, queue, send } = await office(context)
  const plants = Array.from({ length: 23 }, (_, i) => `geysers-${String(i).padStart(2, '0')}`)
  // 23 items of 60 KB do not fit into one page of 1 MB.
  await table.put(...plants.map((plant) => ({ plant, hours: 'x'.repeat(60_000) })))

  expect(await send()).toEqual({ scanned: 23, sent: 23, failed: [] })

  expect((await queue.drain()).map(plantOf).toSorted()).toEqual(plants)
})

check('keeps a call within ten messages and 1 MiB', async (context) => {
  const { aws } = context
  const { table, queue, send } = await office(context)
  const plants = Array.from({ length: 12 }, (_, i) => `helms-${i}`)
  await table.put(...plants.map((plant) => ({ plant, hours: 'é'.repeat(130_000) })))

  expect(await send()).toMatchObject({ sent: 12 })

  expect(await queue.drain()).toHaveLength(12)
  // Four fit into a call; who reads in parallel may have less at hand.
  expect(aws.calls('SendMessageBatch').length).toBeLessThan(12)
  for (const { input } of aws.calls('SendMessageBatch')) {
    const bodies = (input['Entries'] as Entry[]).map(({ MessageBody }) =>
      Buffer.byteLength(MessageBody),
    )
    expect(bodies.length).toBeLessThanOrEqual(10)
    expect(bodies.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1_048_576)
  }
})

check('keeps sets and large bodies as they are', async (context) => {
  const { table, queue, send } = await office(context)
  const gases = new Set(['NOx', 'CO2', 'SO2'])
  await table.put({ plant: 'pittsburg', gases, hours: [1.5, 2, 1e15], note: 'é"\n' })

  await send()

  const [body] = await queue.drain()
  const message = JSON.parse(body!) as { gases: string[] }
  expect(message).toMatchObject({ plant: 'pittsburg', hours: [1.5, 2, 1e15], note: 'é"\n' })
  expect(message.gases.toSorted()).toEqual(['CO2', 'NOx', 'SO2'])
})

/** Has the queue refuse some entries of some calls, and take the others. */
function refuse({ aws }: CheckContext, refused: (body: string) => boolean, call: number | 'all') {
  aws.faults.on('SendMessageBatch', { call }, async ({ input }, proceed) => {
    const entries = input['Entries'] as Entry[]
    const taken = entries.filter(({ MessageBody }) => !refused(MessageBody))
    const output = taken.length === 0 ? {} : await proceed({ ...input, Entries: taken })
    const Failed = entries
      .filter(({ MessageBody }) => refused(MessageBody))
      .map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError' }))
    return { Successful: [], ...output, Failed }
  })
}

check('sends again what the queue refused, and only that', async (context) => {
  const { table, queue, send } = await office(context)
  const plants = Array.from({ length: 8 }, (_, i) => `kern-${i}`)
  await table.put(...plants.map((plant) => ({ plant })))
  refuse(context, (body) => ['kern-2', 'kern-5'].includes(plantOf(body)), 1)

  expect(await send()).toEqual({ scanned: 8, sent: 8, failed: [] })

  expect((await queue.drain()).map(plantOf).toSorted()).toEqual(plants)
})

check('names what the queue refused to the end', async (context) => {
  const { aws } = context
  const { table, queue, send } = await office(context)
  await table.put({ plant: 'ivanpah' }, { plant: 'topaz' }, { plant: 'mojave' })
  const times = new Set<number>()
  const refused = (body: string) => {
    const isRefused = plantOf(body) === 'topaz'
    if (isRefused) times.add(context.now())
    return isRefused
  }
  refuse(context, refused, 'all')

  expect(await send()).toEqual({ scanned: 3, sent: 2, failed: ['topaz'] })

  expect(await queue.drain()).toHaveLength(2)
  const attempts = aws.calls('SendMessageBatch').flatMap(({ input }) => input['Entries'] as Entry[])
  expect(attempts.filter(({ MessageBody }) => plantOf(MessageBody) === 'topaz')).toHaveLength(3)
  // It waits between them, however long.
  expect(times.size).toBe(3)
})

check('leaves expired items out', async (context) => {
  const { table, queue, send } = await office(context)
  const second = Math.floor(context.now() / 1_000)
  await table.put(
    { plant: 'past', expires: second - 1 },
    { plant: 'soon', expires: second + 3_600 },
    { plant: 'long-past', expires: second - 86_400 },
    { plant: 'never' },
  )

  expect(await send()).toEqual({ scanned: 4, sent: 2, failed: [] })

  expect((await queue.drain()).map(plantOf).toSorted()).toEqual(['never', 'soon'])
})

check('gives back exactly the records that failed', async () => {
  const done: unknown[] = []
  const work = async (emission: unknown) => {
    const { plant } = emission as { plant: string }
    if (plant === 'delta') throw new Error('The auditors are asleep')
    done.push(plant)
  }
  const records = [
    { messageId: 'a1', body: '{"plant":"delta"}' },
    { messageId: 'a2', body: '{"plant":"pastoria"}' },
    { messageId: 'a3', body: '{"plant":' },
    { messageId: 'a4', body: '{"plant":"sutter"}' },
  ]

  const { batchItemFailures } = await consume(records, work)

  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
  expect(failed.toSorted()).toEqual(['a1', 'a3'])
  expect(done.toSorted()).toEqual(['pastoria', 'sutter'])
})
