import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { serviceNames } from '../registry.ts'
import { type Answer, openExchange } from '../wire/adapter.ts'
import { isInChunks } from '../wire/encode.ts'
import type { RequestHead } from '../wire/message.ts'
import { WireError } from '../wire/wire-error.ts'
import { loadWireService, type WireService } from '../wire/wire-service.ts'
import type { Access } from './access-log.ts'
import type { Cloud } from './cloud.ts'
import { control, CONTROL_PATH, type ControlAnswer } from './control.ts'
import { type Incoming, listen, type Listening, type Outgoing } from './listen.ts'
import { BodyBudget, type ReadBody, readBody } from './read-body.ts'

/** The largest content of one request, such as an object or a part: 1 GiB. */
const CONTENT_LIMIT = 2 ** 30

/** Bodies of requests that are at work at once: 2 GiB. */
const BODY_BUDGET = 2 * 2 ** 30

/** What a server tells. */
export interface Reports {
  /** A request was answered. */
  onAccess?: (access: Access) => void
  /** The embedded AWS made a mistake. */
  onMistake?: (error: Error) => void
}

/** What a server asks of the cloud that it serves. */
export type Served = Pick<Cloud, 'advance' | 'call' | 'now' | 'planFault' | 'reset'>

/**
 * Serves a cloud over HTTP: all services of the registry, or those given. Throws `CloudError` when
 * the port cannot be had.
 */
export async function serve(
  cloud: Served,
  options: { host: string; port: number; services?: readonly WireService[] } & Reports,
): Promise<Listening> {
  const services = options.services ?? (await Promise.all(serviceNames.map(loadWireService)))
  const server = new Server(cloud, { ...options, services })
  return listen(options, (request, response) => void server.handle(request, response))
}

class Server {
  readonly #cloud: Served
  readonly #services: readonly WireService[]
  readonly #reports: Reports
  readonly #budget = new BodyBudget(BODY_BUDGET)

  constructor(cloud: Served, options: { services: readonly WireService[] } & Reports) {
    this.#cloud = cloud
    this.#services = options.services
    this.#reports = options
  }

  /** Answers a request. Never rejects. */
  async handle(request: Incoming, response: Outgoing): Promise<void> {
    const [at, start] = [Date.now(), performance.now()]
    const { method = '', url = '' } = request
    let told: Pick<Access, 'service' | 'operation' | 'error'> = {
      service: undefined,
      operation: undefined,
      error: undefined,
    }
    response.on('close', () => {
      const ms = performance.now() - start
      const status = response.statusCode
      this.#reports.onAccess?.({ at, ms, status, method, url, ...told })
    })
    try {
      const head = headOf(request)
      const ask = head.path.startsWith(CONTROL_PATH) ? this.#control : this.#answer
      const { told: about, ...answer } = await ask.call(this, head, { request, response })
      told = about
      if (answer.mistake) this.#reports.onMistake?.(answer.mistake)
      await write(response, answer, head.method)
    } catch (error) {
      // A client that hung up needs no answer.
      if (!response.destroyed) this.#reports.onMistake?.(error as Error)
      response.destroy()
    }
  }

  async #answer(head: RequestHead, { request, response }: Streams): Promise<Told> {
    const exchange = openExchange(head, {
      services: this.#services,
      now: this.#cloud.now(),
      contentLimit: CONTENT_LIMIT,
      requestId: randomUUID(),
    })
    const { service, operation } = exchange
    const answer = await this.#withBody(
      { request, response },
      {
        limit: exchange.bodyLimit,
        refuse: exchange.refuse,
        use: (body) =>
          exchange.answer(body, (call) =>
            this.#cloud.call({ ...call, signal: whileOpen(response) }),
          ),
      },
    )
    return { ...answer, told: { service, operation, error: answer.error } }
  }

  async #control(head: RequestHead, { request, response }: Streams): Promise<Told> {
    const answer = await this.#withBody(
      { request, response },
      {
        limit: CONTROL_LIMIT,
        refuse: ({ message }) => jsonAnswer({ status: 413, json: { message } }),
        use: async (body) => jsonAnswer(await control(this.#cloud, { ...head, body })),
      },
    )
    const [, , operation] = head.path.split('/')
    return { ...answer, told: { service: 'cloud', operation, error: undefined } }
  }

  /** Reads a body, uses it, and lets go of it. */
  async #withBody(
    { request, response }: Streams,
    options: {
      limit: number
      refuse: (error: Error) => Answer
      use: (body: Buffer) => Promise<Answer>
    },
  ): Promise<Answer> {
    const { limit, refuse, use } = options
    let read: ReadBody
    try {
      read = await readBody(request, response, { limit, budget: this.#budget })
    } catch (error) {
      if (error instanceof WireError) return refuse(error)
      throw error
    }
    try {
      return await use(read.body)
    } finally {
      read.release()
    }
  }
}

interface Streams {
  request: Incoming
  response: Outgoing
}

type Told = Answer & { told: Pick<Access, 'service' | 'operation' | 'error'> }

/** Bodies of control endpoints are short. */
const CONTROL_LIMIT = 2 ** 20

function headOf({ method = '', url = '', headers }: Incoming): RequestHead {
  const mark = url.indexOf('?')
  const texts = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return []
    const text = Array.isArray(value) ? value.join(', ') : value
    // HTTP/2 puts what is not a header among them.
    if (name === ':authority') return [['host', text]]
    return name.startsWith(':') ? [] : [[name, text]]
  })
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers: Object.fromEntries(texts),
  }
}

/** Aborts when the client hangs up: a message must not go to who is no longer there. */
function whileOpen(response: Outgoing): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableEnded)
      controller.abort(new WireError('RequestTimeout', { message: 'The client hung up' }))
  })
  return controller.signal
}

function jsonAnswer({ status, json }: ControlAnswer): Answer {
  const body = Buffer.from(`${JSON.stringify(json, null, 2)}\n`)
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  return { status, headers, body: [body] }
}

async function write(response: Outgoing, { status, headers, body }: Answer, method: string) {
  ;(response as ServerResponse).writeHead(status, headers)
  if (method === 'HEAD' || (isInChunks(body) && body.length === 0)) response.end()
  else await pipeline(Readable.from(body, { objectMode: false }), response as ServerResponse)
}
