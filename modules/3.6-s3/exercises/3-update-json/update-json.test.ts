import { candidate, expect, sync, test } from '@workshop/testkit'

const { updateJson: remote } = candidate(() => import('./update-json.ts'))
// A function's type parameter gets lost where `candidate` makes it asynchronous.
const updateJson = remote as typeof import('./update-json.ts').updateJson

const none = sync(() => ({ count: 0 }))
const oneMore = sync(({ count }: { count: number }) => ({ count: count + 1 }))

test('creates what is not there', async ({ aws, sleep, random }) => {
  const news = await aws.s3.bucket()
  const deps = { client: aws.s3.client, sleep, random }

  const value = await updateJson(news.name, 'counters/2013.json', none, oneMore, deps)

  expect(value).toEqual({ count: 1 })
  expect(await news.text('counters/2013.json')).toBe('{"count":1}')
})

test('reads again when somebody else wrote meanwhile', async ({ aws, sleep, random }) => {
  const news = await aws.s3.bucket()
  const deps = { client: aws.s3.client, sleep, random }
  await news.put('counters/2013.json', '{"count":1}')
  aws.faults.on('PutObject', { call: 1 }, async (_, proceed) => {
    await news.put('counters/2013.json', '{"count":10}')
    return proceed()
  })

  const value = await updateJson(news.name, 'counters/2013.json', none, oneMore, deps)

  expect(value).toEqual({ count: 11 })
})
