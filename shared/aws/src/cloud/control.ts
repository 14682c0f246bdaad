import { serviceNames } from '../registry.ts'
import { BadRequest } from './bad-request.ts'
import type { Served } from './serve.ts'

/** A request to a control endpoint. */
export interface ControlRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer
}

/** An answer in JSON. */
export interface ControlAnswer {
  status: number
  json: object
}

type Endpoint = (cloud: Served, json: Record<string, unknown>) => object | Promise<object>

/** Where the endpoints are that control the cloud itself; no bucket can have such a name. */
export const CONTROL_PATH = '/_workshop/'

const ENDPOINTS: Record<string, Endpoint> = {
  'GET /_workshop/health': (cloud) => ({
    status: 'ok',
    time: iso(cloud.now()),
    services: serviceNames,
  }),
  'POST /_workshop/clock': async (cloud, json) => ({
    time: iso(await cloud.advance(millisecondsIn(json))),
  }),
  'POST /_workshop/faults'(cloud, json) {
    cloud.planFault(json)
    return { planned: json }
  },
  async 'POST /_workshop/reset'(cloud, json) {
    allowOnly(json, [])
    await cloud.reset()
    return { time: iso(cloud.now()) }
  },
}

/** Answers a request to a control endpoint. */
export async function control(cloud: Served, request: ControlRequest): Promise<ControlAnswer> {
  const { method, path, headers } = request
  const name = `${method} ${path}`
  const endpoint = Object.hasOwn(ENDPOINTS, name) ? ENDPOINTS[name] : undefined
  if (!endpoint) {
    const known = Object.keys(ENDPOINTS).join(', ')
    return refusal(404, `There is no "${name}"; there is ${known}`)
  }
  // A web page in the user's browser can post to this port, but not without this header.
  if (headers['origin'] !== undefined) return refusal(403, 'Web pages cannot control the cloud')
  try {
    return { status: 200, json: await endpoint(cloud, method === 'GET' ? {} : jsonIn(request)) }
  } catch (error) {
    if (error instanceof BadRequest) return refusal(400, error.message)
    throw error
  }
}

function refusal(status: number, message: string): ControlAnswer {
  return { status, json: { message } }
}

function jsonIn({ body }: ControlRequest): Record<string, unknown> {
  const text = body.toString()
  if (text.trim() === '') return {}
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BadRequest(`The body is not JSON: ${(error as Error).message}`)
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    return json as Record<string, unknown>
  }
  throw new BadRequest('The body must be a JSON object, such as {}')
}

const UNITS = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
  milliseconds: 1,
}

function millisecondsIn(json: Record<string, unknown>): number {
  const example = 'such as {"advance": {"hours": 12}}'
  allowOnly(json, ['advance'])
  const { advance } = json
  if (typeof advance !== 'object' || advance === null || Object.keys(advance).length === 0) {
    throw new BadRequest(`"advance" must say how far the clock is to go, ${example}`)
  }
  allowOnly(advance as Record<string, unknown>, Object.keys(UNITS))
  return Object.entries(advance as Record<keyof typeof UNITS, unknown>).reduce(
    (sum, [unit, count]) => {
      if (typeof count !== 'number' || !(count >= 0) || !Number.isFinite(count)) {
        throw new BadRequest(`"${unit}" must be a number from 0, ${example}; time never goes back`)
      }
      return sum + Math.round(count * UNITS[unit as keyof typeof UNITS])
    },
    0,
  )
}

function allowOnly(json: Record<string, unknown>, names: readonly string[]): void {
  const unknown = Object.keys(json).find((name) => !names.includes(name))
  if (unknown === undefined) return
  const known = names.length === 0 ? 'nothing' : names.map((name) => `"${name}"`).join(', ')
  throw new BadRequest(`"${unknown}" is not known here; ${known} is`)
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
