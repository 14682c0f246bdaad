import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect, sync } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { updateJson: remote, UpdateConflict } = candidate(() => import('../update-json.ts'))
// A function's type parameter gets lost where `candidate` makes it asynchronous.
const updateJson = remote as typeof import('../update-json.ts').updateJson

const KEY = 'totals/gkg.json'

interface Totals {
  articles: number
}

const nothing = sync((): Totals => ({ articles: 0 }))
const oneMore = sync(({ articles }: Totals): Totals => ({ articles: articles + 1 }))

check('creates what is not there', async (context) => {
  const { bucket, deps } = await start(context)
  const list = sync((): string[] => [])
  const append = sync((names: string[]) => [...names, 'Zürich'])
  expect(await updateJson(bucket.name, KEY, list, append, deps)).toEqual(['Zürich'])
  expect(await bucket.text(KEY)).toBe('["Zürich"]')
})

check('replaces what it read, by its ETag as S3 gave it', async (context) => {
  const { bucket, deps } = await start(context)
  const etag = await bucket.put(KEY, '{\n  "articles": 6\n}\n')
  expect(await updateJson(bucket.name, KEY, nothing, oneMore, deps)).toEqual({ articles: 7 })
  expect(await bucket.text(KEY)).toBe('{"articles":7}')
  const [write] = context.aws.calls('PutObject')
  expect(write?.input['IfMatch']).toBe(etag)
})

check('loses no update of twenty workers at once', async (context) => {
  const { bucket, deps } = await start(context)
  await bucket.put(KEY, '{"articles":100}')
  const results = await Promise.all(
    Array.from({ length: 20 }, () => updateJson(bucket.name, KEY, nothing, oneMore, deps)),
  )
  expect(await bucket.text(KEY)).toBe('{"articles":120}')
  expect(new Set(results.map(({ articles }) => articles)).size).toBe(20)
})

check('lets one of two creators create and the other one build on it', async (context) => {
  const { bucket, deps } = await start(context)
  const none = sync((): string[] => [])
  const add = (name: string) => sync((names: string[]) => [...names, name])
  await Promise.all([
    updateJson(bucket.name, KEY, none, add('Reuters'), deps),
    updateJson(bucket.name, KEY, none, add('AFP'), deps),
  ])
  const names = JSON.parse((await bucket.text(KEY)) ?? '[]') as string[]
  expect(names.toSorted()).toEqual(['AFP', 'Reuters'])
})

check('tries again after a conflict that S3 could not decide', async (context) => {
  const { bucket, deps } = await start(context)
  const conflict = { name: 'ConditionalRequestConflict', status: 409 }
  context.aws.faults.fail('PutObject', conflict, { call: [1, 2, 4] })
  expect(await updateJson(bucket.name, KEY, nothing, oneMore, deps)).toEqual({ articles: 1 })
  expect(await updateJson(bucket.name, KEY, nothing, oneMore, deps)).toEqual({ articles: 2 })
  expect(await bucket.text(KEY)).toBe('{"articles":2}')
})

check('changes once when the answer to its write gets lost', async (context) => {
  const { bucket, deps } = await start(context)
  // The SDK sends a write again by itself, so the first and the third one are new ones.
  context.aws.faults.loseResponse('PutObject', { call: [1, 3] })
  expect(await updateJson(bucket.name, KEY, nothing, oneMore, deps)).toEqual({ articles: 1 })
  expect(await bucket.text(KEY)).toBe('{"articles":1}')
  expect(await updateJson(bucket.name, KEY, nothing, oneMore, deps)).toEqual({ articles: 2 })
  expect(await bucket.text(KEY)).toBe('{"articles":2}')
})

check('starts anew when the object is deleted meanwhile', async (context) => {
  const { bucket, deps } = await start(context)
  await bucket.put(KEY, '{"articles":55}')
  context.aws.faults.on('PutObject', { call: 1 }, async (_, proceed) => {
    await context.aws.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: KEY }))
    return proceed()
  })
  expect(await updateJson(bucket.name, KEY, nothing, oneMore, deps)).toEqual({ articles: 1 })
  expect(await bucket.text(KEY)).toBe('{"articles":1}')
})

check('writes nothing when the change throws or changes nothing', async (context) => {
  const { bucket, deps } = await start(context)
  const text = '{ "articles": 3 }'
  await bucket.put(KEY, text)
  const refuse = sync((_: Totals): Totals => {
    throw new RangeError('Too many articles')
  })
  const same = sync(({ articles }: Totals): Totals => ({ articles }))
  const failure = updateJson(bucket.name, KEY, nothing, refuse, deps)
  await expect(failure).rejects.toMatchObject({ message: 'Too many articles' })
  expect(await updateJson(bucket.name, KEY, nothing, same, deps)).toEqual({ articles: 3 })
  expect(await bucket.text(KEY)).toBe(text)
  expect(context.aws.calls('PutObject')).toHaveLength(0)
})

check('lets errors through that it cannot mend', async (context) => {
  const { bucket, deps } = await start(context)
  await bucket.put('totals/broken.json', '{"articles":')
  const broken = updateJson(bucket.name, 'totals/broken.json', nothing, oneMore, deps)
  await expect(broken).rejects.toBeInstanceOf(SyntaxError)
  expect(await bucket.text('totals/broken.json')).toBe('{"articles":')

  context.aws.faults.fail('GetObject', { name: 'AccessDenied', status: 403 })
  const denied = updateJson(bucket.name, KEY, nothing, oneMore, deps)
  await expect(denied).rejects.toMatchObject({ name: 'AccessDenied' })
  context.aws.faults.fail('PutObject', { name: 'AccessDenied', status: 403 })
  const unwritten = updateJson(bucket.name, KEY, nothing, oneMore, deps)
  await expect(unwritten).rejects.toMatchObject({ name: 'AccessDenied' })
  expect(await bucket.text(KEY)).toBe(undefined)
})

check('gives up after fifty refusals', async (context) => {
  const { bucket, deps } = await start(context)
  const refusal = { name: 'PreconditionFailed', status: 412 }
  const times: number[] = []
  const when = () => times.push(context.now()) > 0
  context.aws.faults.fail('PutObject', refusal, { call: 'all', when })
  const failure = updateJson(bucket.name, KEY, nothing, oneMore, deps)
  await expect(failure).rejects.toBeInstanceOf(UpdateConflict)
  expect(context.aws.calls('PutObject')).toHaveLength(50)
  const [first = 0, ...waits] = times.slice(1).map((time, index) => time - times[index]!)
  expect(Math.max(...waits.slice(10))).toBeGreaterThan(first)
})

async function start({ aws, sleep, random }: CheckContext) {
  const bucket = await aws.s3.bucket()
  return { bucket, deps: { client: aws.s3.client, sleep, random } }
}
