import { createHash } from 'node:crypto'
import { candidate, expect, streamOf, sync, test } from '@workshop/testkit'

// One contract in two modes: vitest runs this file with the candidate in its own process, and
// `both-modes.test.ts` has the engine run it against a box.

const {
  OutOfStock,
  same,
  emptied,
  takeFrom,
  throwsText,
  functionsInside,
  thenable,
  shelf,
  lines,
  releasedStreams,
  firstOf,
  allOf,
  inPairs,
  sortedBy,
  tries,
  untilAborted,
  draws,
  order,
  ticks,
  aMonthLater,
  digestBeforeTimeout,
  turnsBeforeTimeout,
  sha256,
} = candidate(() => import('./contract.ts'))

test('data cross as copies that are equal', async () => {
  const value = {
    text: 'ünïcode \u0000 \ud83d\ude00',
    numbers: [0, -0, NaN, Infinity, 2 ** 53, 10n ** 30n],
    when: new Date(5),
    map: new Map([[{ a: 1 }, new Set([1, 'two'])]]),
    bytes: new Float32Array([1.5, -2]),
    nothing: [null, undefined],
    $: 'a member that looks like a tag',
  }
  expect(await same(value)).toStrictEqual(value)
  expect(await same(value)).not.toBe(value)
})

test('what a candidate does to its arguments stays with it', async () => {
  const list = [1, 2, 3]
  expect(await emptied(list)).toBe(0)
  expect(list).toEqual([1, 2, 3])
})

test('a Buffer arrives as bytes', async () => {
  const bytes = Buffer.from('thirty-two lamps')
  expect(await sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test("a candidate's own error keeps class, name, message, data and cause", async () => {
  const error = await takeFrom('lamp').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(OutOfStock)
  expect(error).toMatchObject({
    name: 'OutOfStock',
    message: '"lamp" is out of stock',
    sku: 'lamp',
  })
  expect((error as Error).cause).toBeInstanceOf(RangeError)
})

test('what is thrown and no error arrives as an error that says so', async () => {
  await expect(throwsText()).rejects.toThrow('The function threw "no stock", not an Error')
})

test('a function inside a result is refused by its place', async () => {
  await expect(functionsInside()).rejects.toThrow('A function cannot be copied: the value.list.0')
})

test('a thenable is awaited where it was made', async () => {
  expect(await thenable()).toBe(5)
})

test('an object of methods keeps its state, and is nobody else’s', async () => {
  const [one, other] = [await shelf(), await shelf()]
  await one.put('lamp')
  await other.put('vase')
  expect(await one.items()).toEqual(['lamp'])
  expect(await other.items()).toEqual(['vase'])
  expect(one.name).toBe('A1')
})

test('a stream is read as far as somebody asks, and ended where they stop', async () => {
  const before = await releasedStreams()
  const seen: string[] = []
  for await (const line of lines(1_000_000)) {
    seen.push(line)
    if (seen.length === 2) break
  }
  expect(seen).toEqual(['line 1', 'line 2'])
  expect(await releasedStreams()).toBe(before + 1)
})

test('items that are all there arrive in order, however they are asked for', async () => {
  const numbers = Array.from({ length: 1_000 }, (_, number) => number)
  expect(await allOf(streamOf(numbers))).toEqual(numbers)
  expect(await allOf(streamOf([]))).toEqual([])
  expect(await firstOf(streamOf(numbers))).toBe(0)
  expect(await inPairs(streamOf(numbers.slice(0, 501)))).toEqual(numbers.slice(0, 501))
})

test('a stream of the check is read one item at a time, and ended', async () => {
  let read = 0
  let isEnded = false
  async function* numbers() {
    try {
      for (;;) yield ++read
    } finally {
      isEnded = true
    }
  }
  expect(await firstOf(numbers())).toBe(1)
  await same(1)
  expect(read).toBe(1)
  expect(isEnded).toBe(true)
})

test('a synchronous callback answers at once', async () => {
  expect(
    await sortedBy(
      [3, 11, 2],
      sync((a: number, b: number) => b - a),
    ),
  ).toEqual([11, 3, 2])
})

test('what a callback throws arrives without a stack', async () => {
  const refuse = async (): Promise<string> => {
    throw new RangeError('No', { cause: new Error('Inner') })
  }
  expect(await tries(refuse)).toBe('RangeError: No')
})

test('a signal that is aborted later says why', async ({ sleep }) => {
  const controller = new AbortController()
  const reason = untilAborted(controller.signal)
  await sleep(1_000)
  controller.abort(new RangeError('Too late'))
  expect(await reason).toBeInstanceOf(RangeError)
})

test('a signal that was aborted before says why', async () => {
  expect(await untilAborted(AbortSignal.abort('stopped'))).toBe('stopped')
})

test('random numbers are those of the seed', async ({ random }) => {
  const drawn = await draws(random, 5)
  expect(drawn).toEqual(Array.from({ length: 5 }, random))
})

test('who waits to the same moment goes on in the order of asking', async ({ sleep, now }) => {
  expect(await order({ sleep, now })).toEqual(['soon 10', 'timeout 50', 'sleep 50', 'wait 50'])
})

test('an interval ticks on virtual time', async ({ sleep, now }) => {
  expect(await ticks({ sleep, now })).toEqual([1_000, 2_000, 3_000])
})

test('a month passes at once, for every clock there is', async ({ sleep, now }) => {
  const month = 30 * 86_400_000
  const before = now()
  expect(await aMonthLater({ sleep, now })).toEqual([month, month, 0])
  expect(now() - before).toBe(month)
})

test('time waits for work that needs no time', async () => {
  expect(await digestBeforeTimeout()).toBe('digest')
  expect(await turnsBeforeTimeout()).toBe('turns')
})
