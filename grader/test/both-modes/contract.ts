import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

// A candidate that does one thing of each kind that crosses the membrane.

export class OutOfStock extends Error {
  override name = 'OutOfStock'
  readonly sku: string

  constructor(sku: string, options?: ErrorOptions) {
    super(`"${sku}" is out of stock`, options)
    this.sku = sku
  }
}

export function same<T>(value: T): T {
  return value
}

export function emptied(list: unknown[]): number {
  list.length = 0
  return list.length
}

export function takeFrom(sku: string): string {
  throw new OutOfStock(sku, { cause: new RangeError('0 left') })
}

export function throwsText(): never {
  // oxlint-disable-next-line typescript/only-throw-error -- what a candidate may do
  throw 'no stock'
}

export function functionsInside(): object {
  return { list: [() => 1] }
}

export function thenable(): object {
  // oxlint-disable-next-line unicorn/no-thenable -- what a candidate may return
  return { then: (resolve: (value: number) => void) => resolve(5) }
}

export function shelf() {
  const items: string[] = []
  return {
    name: 'A1',
    put(item: string) {
      items.push(item)
    },
    async items() {
      return items
    },
  }
}

let released = 0

export async function* lines(count: number): AsyncGenerator<string> {
  try {
    for (let line = 1; line <= count; line++) yield `line ${line}`
  } finally {
    released++
  }
}

export function releasedStreams(): number {
  return released
}

export async function firstOf(source: AsyncIterable<number>): Promise<number | undefined> {
  for await (const item of source) return item
  return undefined
}

export async function allOf(source: AsyncIterable<number>): Promise<number[]> {
  return Array.fromAsync(source)
}

export async function inPairs(source: AsyncIterable<number>): Promise<number[]> {
  const iterator = source[Symbol.asyncIterator]()
  const found: number[] = []
  for (;;) {
    const pair = await Promise.all([iterator.next(), iterator.next()])
    for (const { done, value } of pair) if (!done) found.push(value as number)
    if (pair.some(({ done }) => done)) return found
  }
}

export function sortedBy(list: number[], compare: (a: number, b: number) => number): number[] {
  return list.toSorted(compare)
}

export async function tries(work: () => Promise<string>): Promise<string> {
  try {
    return await work()
  } catch (error) {
    const { name, message, stack = '' } = error as Error
    return `${name}: ${message}${stack.includes('contract.test') ? ' with a stack' : ''}`
  }
}

export function untilAborted(signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return Promise.resolve(signal.reason)
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(signal.reason))
  })
}

export function draws(random: () => number, count: number): number[] {
  return Array.from({ length: count }, random)
}

interface TimeDeps {
  sleep(ms: number): Promise<void>
  now(): number
}

export async function order({ sleep, now }: TimeDeps): Promise<string[]> {
  const started = now()
  const seen: string[] = []
  const note = (name: string) => void seen.push(`${name} ${now() - started}`)
  const timed = new Promise<void>((resolve) => {
    setTimeout(() => {
      note('timeout')
      resolve()
    }, 50)
  })
  const slept = sleep(50).then(() => note('sleep'))
  const waited = wait(50).then(() => note('wait'))
  const soon = sleep(10).then(() => note('soon'))
  await Promise.all([timed, slept, waited, soon])
  return seen
}

export async function ticks({ now }: TimeDeps): Promise<number[]> {
  const started = now()
  const seen: number[] = []
  await new Promise<void>((resolve) => {
    const interval = setInterval(() => {
      seen.push(now() - started)
      if (seen.length < 3) return
      clearInterval(interval)
      resolve()
    }, 1_000)
  })
  return seen
}

export async function aMonthLater({ sleep, now }: TimeDeps): Promise<number[]> {
  const before = now()
  const date = Date.now()
  await sleep(30 * 86_400_000)
  return [now() - before, Date.now() - date, new Date().getTime() - now()]
}

export async function digestBeforeTimeout(): Promise<string> {
  const bytes = randomBytes(1 << 20)
  const digest = crypto.subtle.digest('SHA-256', bytes).then(() => 'digest')
  return Promise.race([digest, wait(1).then(() => 'timeout')])
}

export async function turnsBeforeTimeout(): Promise<string> {
  const turns = (async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    return 'turns'
  })()
  return Promise.race([turns, wait(1).then(() => 'timeout')])
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
