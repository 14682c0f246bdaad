// Longer than most: the endpoint of its tests is made here.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { START_OF_TIME, VirtualClock } from './clock.ts'
import { LocalstackTarget } from './localstack-target.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})

describe('supports', () => {
  test.each([
    ['Batch', '{"jobQueues":[]}'],
    ['DataPipeline', '{"pipelineIdList":[]}'],
    ['DynamoDB', '{"TableNames":[]}'],
    ['EMR', '{"Clusters":[]}'],
    ['Glacier', '{"VaultList":[]}'],
    ['Glue', '{"CrawlerNames":[]}'],
    ['IoT', '{"things":[]}'],
    ['IoTDataPlane', '{"retainedTopics":[]}'],
    ['Kinesis', '{"StreamNames":[],"HasMoreStreams":false}'],
    ['S3', '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>'],
    ['SQS', '{}'],
  ])('finds %s where it answers', async (service, body) => {
    const { endpoint } = await serve({ body })
    expect(await new LocalstackTarget({ endpoint }).supports(service)).toEqual({ ok: true })
  })

  test.each(['Batch', 'DynamoDB', 'Glacier', 'Kinesis', 'S3', 'SQS'])(
    'does not take a web page for %s',
    async (service) => {
      const { endpoint } = await serve({ body: '<!doctype html><html><body>Hi</body></html>' })
      const { ok } = await new LocalstackTarget({ endpoint }).supports(service)
      expect(ok).toBe(false)
    },
  )

  test('names the member that an answer lacks', async () => {
    const { endpoint } = await serve({ body: '<html><body>It works!</body></html>' })
    expect(await new LocalstackTarget({ endpoint }).supports('S3')).toEqual({
      ok: false,
      reason: `${endpoint} does not serve S3 (ListBuckets is answered without Buckets)`,
    })
  })

  test('does not wait for an endpoint that is silent, and says so', async () => {
    const { endpoint } = await listen(() => {})
    const target = new LocalstackTarget({ endpoint, probeMs: 50 })
    expect(await target.supports('DynamoDB')).toEqual({
      ok: false,
      reason: `${endpoint} does not serve DynamoDB (no answer in 50 ms)`,
    })
  })

  test('gives up on its own within the time it allows by default', async () => {
    const { endpoint } = await listen(() => {})
    const { ok } = await new LocalstackTarget({ endpoint }).supports('S3')
    expect(ok).toBe(false)
  }, 30_000)

  test('names the reason where nobody listens', async () => {
    const { endpoint } = await listen(() => {})
    const [server] = servers.splice(0)
    await new Promise((closed) => server!.close(closed))
    expect(await new LocalstackTarget({ endpoint }).supports('SQS')).toEqual({
      ok: false,
      reason: `${endpoint} does not serve SQS (ECONNREFUSED)`,
    })
  })

  test("names the endpoint's own error", async () => {
    const body = JSON.stringify({ __type: 'InternalFailure', message: 'Not in this plan' })
    const { endpoint } = await serve({ status: 501, body })
    expect(await new LocalstackTarget({ endpoint }).supports('DynamoDB')).toEqual({
      ok: false,
      reason: `${endpoint} does not serve DynamoDB (InternalFailure)`,
    })
  })

  test.each(['Lambda', 'constructor'])('has no probe for %s and asks nobody', async (service) => {
    const { endpoint, requests } = await serve()
    expect(await new LocalstackTarget({ endpoint }).supports(service)).toEqual({
      ok: false,
      reason: `The workshop has no probe for ${service}`,
    })
    expect(requests).toEqual([])
  })
})

describe('handle', () => {
  test("sends the call to the endpoint and answers with the SDK's output", async () => {
    const body = JSON.stringify({ TableNames: ['rides'] })
    const { endpoint, requests } = await serve({ body })
    const output = await new LocalstackTarget({ endpoint }).handle(LIST_TABLES)
    expect(output).toMatchObject({ TableNames: ['rides'] })
    expect(requests).toEqual([{ path: '/', target: 'DynamoDB_20120810.ListTables' }])
  })

  test("rejects with the SDK's exception, after one attempt", async () => {
    const body = JSON.stringify({ __type: 'ResourceNotFoundException', message: 'No such table' })
    const { endpoint, requests } = await serve({ status: 400, body })
    await expect(new LocalstackTarget({ endpoint }).handle(LIST_TABLES)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No such table',
    })
    expect(requests).toHaveLength(1)
  })

  test('asks the endpoint even where a test has mocked the class of the client', async () => {
    const body = JSON.stringify({ TableNames: ['rides'] })
    const { endpoint, requests } = await serve({ body })
    const mock = vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(() => {})
    try {
      const output = await new LocalstackTarget({ endpoint }).handle(LIST_TABLES)
      expect(output).toMatchObject({ TableNames: ['rides'] })
    } finally {
      mock.mockRestore()
    }
    expect(requests).toHaveLength(1)
  })

  test('speaks path-style S3 and gives bodies as bytes', async () => {
    const { endpoint, requests } = await serve({ body: 'date,amount\n' })
    const input = { Bucket: 'ledgers', Key: '2026/03.csv' }
    const call = { clientName: 'S3Client', operation: 'GetObject', input }
    const { Body } = (await new LocalstackTarget({ endpoint }).handle(call)) as { Body: Uint8Array }
    expect(Buffer.from(Body).toString()).toBe('date,amount\n')
    expect(requests[0]!.path).toMatch(/^\/ledgers\/2026\/03\.csv/)
  })

  test.each(['constructor', 'PutBanana'])('refuses the operation %s by name', async (operation) => {
    const { endpoint, requests } = await serve()
    const call = { clientName: 'S3Client', operation, input: {} }
    await expect(new LocalstackTarget({ endpoint }).handle(call)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: `The SDK has no operation ${operation}`,
    })
    expect(requests).toEqual([])
  })

  test('holds the clock while the endpoint works, and lets it go after a failure too', async () => {
    const clock = new VirtualClock()
    const answers = [
      { status: 200, body: '{}' },
      { status: 400, body: '{}' },
    ]
    const seen: number[] = []
    const { endpoint } = await listen((_, answer) => {
      seen.push(clock.now() - START_OF_TIME)
      setTimeout(() => answer(answers.shift()!), 20)
    })
    const target = new LocalstackTarget({ endpoint, clock })
    await target.handle(LIST_TABLES)
    const release = clock.hold()
    const failing = target.handle(LIST_TABLES)
    const slept = clock.sleep(1_000)
    release()
    await expect(failing).rejects.toThrow()
    expect(clock.now()).toBe(START_OF_TIME)
    await slept
    expect([seen, clock.now()]).toEqual([[0, 0], START_OF_TIME + 1_000])
  })

  test('holds the clock from the first moment on, while it makes a client', async () => {
    const clock = new VirtualClock()
    const { endpoint } = await serve({ body: '{}' })
    const answer = new LocalstackTarget({ endpoint, clock }).handle(LIST_TABLES)
    expect(clock.quiet).toBe(false)
    await answer
    expect(clock.quiet).toBe(true)
  })

  test("stops waiting when the caller's signal aborts", async () => {
    const { endpoint } = await listen(() => {})
    const controller = new AbortController()
    const call = { ...LIST_TABLES, signal: controller.signal }
    const answer = new LocalstackTarget({ endpoint }).handle(call)
    controller.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
  })
})

const LIST_TABLES = { clientName: 'DynamoDBClient', operation: 'ListTables', input: {} }

interface Reply {
  status?: number
  body?: string
}

interface Request {
  path: string | undefined
  target?: string
}

/** An endpoint that answers everything alike. */
function serve(reply: Reply = {}) {
  return listen((_, answer) => answer(reply))
}

async function listen(onRequest: (request: Request, answer: (reply: Reply) => void) => void) {
  const requests: Request[] = []
  const server = createServer((incoming, outgoing) => {
    const target = incoming.headers['x-amz-target']
    const request = { path: incoming.url, ...(target ? { target: String(target) } : {}) }
    requests.push(request)
    // An S3 answer of an empty list; JSON services read it as an object without members.
    onRequest(request, ({ status = 200, body = target ? '{}' : '' }) => {
      outgoing.writeHead(status).end(body)
    })
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { endpoint: `http://127.0.0.1:${port}`, requests }
}
