import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3'
import { describe, expect, test, vi } from 'vitest'
import { serviceNames } from '../registry.ts'
import { servedCloud } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

type World = Awaited<ReturnType<typeof servedCloud>>

describe('GET /_workshop/health', () => {
  test('tells the time in the cloud and its services', async () => {
    await using world = await servedCloud()
    const { time, ...rest } = (await (await fetch(`${world.url}/_workshop/health`)).json()) as {
      time: string
    }
    expect(rest).toEqual({ status: 'ok', services: serviceNames })
    expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(60_000)
  })
})

describe('POST /_workshop/clock', () => {
  test('moves the clock ahead for good', async () => {
    await using world = await servedCloud()
    const { time } = await post(world, 'clock', { advance: { days: 30, hours: 1 } })
    const ahead = Date.parse(time as string) - Date.now()
    expect(Math.round(ahead / 3_600_000)).toBe(30 * 24 + 1)
    expect(Math.round((world.cloud.now() - Date.now()) / 3_600_000)).toBe(30 * 24 + 1)
  })

  test.each([
    [{}, '"advance" must say how far the clock is to go, such as {"advance": {"hours": 12}}'],
    [{ advance: {} }, '"advance" must say how far'],
    [{ advance: { hours: -1 } }, '"hours" must be a number from 0'],
    [{ advance: { hours: 'many' } }, '"hours" must be a number from 0'],
    [{ advance: { fortnights: 1 } }, '"fortnights" is not known here; "days", "hours"'],
    [{ go: 1 }, '"go" is not known here; "advance" is'],
  ])('refuses %j', async (json, message) => {
    await using world = await servedCloud()
    expect(await post(world, 'clock', json, 400)).toEqual({
      message: expect.stringContaining(message),
    })
  })

  test.each([
    ['{"advance": ', 'The body is not JSON: '],
    ['[1]', 'The body must be a JSON object, such as {}'],
  ])('refuses the body %s', async (body, message) => {
    await using world = await servedCloud()
    const refused = await fetch(`${world.url}/_workshop/clock`, { method: 'POST', body })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toEqual({ message: expect.stringContaining(message) })
  })
})

describe('POST /_workshop/faults', () => {
  test('strikes the calls it names, and no others', async () => {
    await using world = await servedCloud()
    const error = { name: 'SlowDown', message: 'Not so fast', status: 503 }
    await post(world, 'faults', { service: 'S3', operation: 'ListBuckets', call: [2], error })
    const list = () => world.s3.send(new ListBucketsCommand({}))
    await list()
    await expect(list()).rejects.toMatchObject({
      name: 'SlowDown',
      message: 'Not so fast',
      $metadata: { httpStatusCode: 503 },
    })
    await list()
  })

  test('can lose the answer to what was done', async () => {
    await using world = await servedCloud()
    const fault = {
      service: 'S3',
      operation: 'CreateBucket',
      error: { name: 'InternalError', status: 500 },
    }
    await post(world, 'faults', { ...fault, afterwards: true })
    const create = world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    await expect(create).rejects.toMatchObject({ name: 'InternalError' })
    const { Buckets } = await world.s3.send(new ListBucketsCommand({}))
    expect(Buckets).toMatchObject([{ Name: 'ledgers' }])
  })

  test("throws the SDK's own exceptions, for their own service only", async () => {
    await using world = await servedCloud()
    const error = { name: 'ProvisionedThroughputExceededException' }
    const fault = { service: 'DynamoDB', operation: 'GetItem', call: 'all', error }
    await post(world, 'faults', fault)
    const get = world.dynamodb.send(new GetItemCommand({ TableName: 'rides', Key: {} }))
    await expect(get).rejects.toMatchObject({
      name: error.name,
      $metadata: { httpStatusCode: 400 },
    })
  })

  test.each([
    [{}, '"service" must be one of '],
    [{ service: 'S3' }, '"operation" must be an operation of S3, such as "'],
    [{ service: 'S3', operation: 'PutItem' }, '"operation" must be an operation of S3'],
    [{ service: 'S3', operation: 'PutObject' }, 'A fault needs an "error", a "delayMs" or both'],
    [{ service: 'S3', operation: 'PutObject', error: {} }, '"error" needs a "name"'],
    [
      { service: 'S3', operation: 'PutObject', error: { name: 'X', status: 200 } },
      '"status" of "error" must be an HTTP status from 400 to 599',
    ],
    [{ service: 'S3', operation: 'PutObject', delayMs: -1 }, '"delayMs" must be a number'],
    [{ service: 'S3', operation: 'PutObject', delayMs: 5, call: 0 }, '"call" must be a number'],
    [{ sevice: 'S3' }, 'A fault has no "sevice"; it has service, operation'],
  ])('refuses %j', async (json, message) => {
    await using world = await servedCloud()
    expect(await post(world, 'faults', json, 400)).toEqual({
      message: expect.stringContaining(message),
    })
  })
})

describe('POST /_workshop/reset', () => {
  test('empties the cloud and lets go of faults', async () => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    await post(world, 'faults', { service: 'S3', operation: 'ListBuckets', error: { name: 'X' } })
    await post(world, 'reset', {})
    const { Buckets } = await world.s3.send(new ListBucketsCommand({}))
    expect(Buckets ?? []).toEqual([])
  })
})

describe('a control endpoint', () => {
  test('says what there is where there is none', async () => {
    await using world = await servedCloud()
    expect(await post(world, 'clok', {}, 404)).toEqual({
      message: expect.stringMatching(/^There is no "POST \/_workshop\/clok"; there is GET /),
    })
  })

  test('is closed to web pages', async () => {
    await using world = await servedCloud()
    const headers = { origin: 'https://example.com' }
    const refused = await fetch(`${world.url}/_workshop/reset`, { method: 'POST', headers })
    expect(refused.status).toBe(403)
  })
})

async function post(world: World, endpoint: string, json: object, status = 200) {
  const options = { method: 'POST', body: JSON.stringify(json) }
  const response = await fetch(`${world.url}/_workshop/${endpoint}`, options)
  const answer = (await response.json()) as Record<string, unknown>
  expect(response.status, JSON.stringify(answer)).toBe(status)
  return answer
}
