import { WireError } from '../wire/wire-error.ts'
import type { Incoming, Outgoing } from './listen.ts'

/** How many bytes of request bodies may be in memory at once. */
export class BodyBudget {
  #free: number

  constructor(bytes: number) {
    this.#free = bytes
  }

  /** Takes so many bytes. Throws `SlowDown` when there are not so many left. */
  take(bytes: number): void {
    if (bytes > this.#free) {
      const message = 'Please reduce your request rate.'
      throw new WireError('SlowDown', { message, status: 503 })
    }
    this.#free -= bytes
  }

  /** Gives so many bytes back. */
  give(bytes: number): void {
    this.#free += bytes
  }
}

/** A body in memory, and what lets go of its share of the budget. */
export interface ReadBody {
  body: Buffer
  release(): void
}

/**
 * Reads a request's body. A body that is not taken is read to its end and thrown away, so that its
 * client lives to see the answer. Throws `EntityTooLarge` for more bytes than `limit`,
 * `IncompleteBody` for one that is cut short, and `SlowDown`.
 */
export async function readBody(
  request: Incoming,
  response: Outgoing,
  { limit, budget }: { limit: number; budget: BodyBudget },
): Promise<ReadBody> {
  const { headers } = request
  const told =
    headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
  const waits = /^100-continue$/i.test(headers.expect ?? '')
  let taken = 0
  const take = (bytes: number) => {
    if (taken + bytes > limit) throw tooLarge(limit)
    budget.take(bytes)
    taken += bytes
  }
  const release = () => budget.give(taken)
  try {
    if (told) take(told)
    if (waits) response.writeContinue()
    const body = told === undefined ? await collect(request, take) : await fill(request, told)
    return { body, release }
  } catch (error) {
    release()
    // Without a go-ahead, the body never comes.
    if (error instanceof WireError && !(waits && taken === 0)) await discard(request)
    throw error
  }
}

async function fill(request: Incoming, length: number): Promise<Buffer> {
  const body = Buffer.allocUnsafe(length)
  let filled = 0
  for await (const chunk of bytesOf(request)) filled += chunk.copy(body, filled)
  if (filled < length) throw incomplete()
  return body
}

async function collect(request: Incoming, take: (bytes: number) => void): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bytesOf(request)) {
    take(chunk.length)
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** The chunks of a body. Whoever stops reading them may still discard the rest. */
function bytesOf(request: Incoming): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
}

async function discard(request: Incoming): Promise<void> {
  if (request.readableEnded || request.destroyed) return
  await new Promise<void>((resolve) => {
    request
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve())
    request.resume()
  })
}

function tooLarge(limit: number): WireError {
  return new WireError('EntityTooLarge', {
    message: `Your proposed upload exceeds the maximum allowed size of ${limit} bytes`,
  })
}

function incomplete(): WireError {
  return new WireError('IncompleteBody', { message: 'The request body terminated unexpectedly' })
}
