import { setTimeout as wait } from 'node:timers/promises'
import { type FaultHandler, type FaultPlan, FaultPlans } from '../faults.ts'
import type { AwsCall } from '../intercept.ts'
import { serviceNames, serviceOfClient, sdkOf } from '../registry.ts'
import { awsError } from '../service.ts'
import { BadRequest } from './bad-request.ts'

/** Faults planned over HTTP, by service. */
export class PlannedFaults {
  readonly #plans = new Map<string, FaultPlans>()

  /** Plans a fault from JSON. Throws `BadRequest` naming what is wrong with it. */
  add(json: Record<string, unknown>): void {
    const { service, plan, handler } = readFault(json)
    const plans = this.#plans.get(service) ?? new FaultPlans()
    this.#plans.set(service, plans)
    plans.add(plan, handler)
  }

  /** The handler of the fault that strikes a call, if any. */
  strike(call: AwsCall): FaultHandler | undefined {
    return this.#plans.get(serviceOfClient(call.clientName))?.strike(call)
  }
}

const MEMBERS = ['service', 'operation', 'call', 'error', 'afterwards', 'delayMs']

function readFault(json: Record<string, unknown>): {
  service: string
  plan: FaultPlan
  handler: FaultHandler
} {
  const unknown = Object.keys(json).find((name) => !MEMBERS.includes(name))
  if (unknown !== undefined) {
    throw new BadRequest(`A fault has no "${unknown}"; it has ${MEMBERS.join(', ')}`)
  }
  const { service, operation, delayMs = 0 } = json
  if (typeof service !== 'string' || !serviceNames.includes(service)) {
    throw new BadRequest(`"service" must be one of ${serviceNames.join(', ')}`)
  }
  if (
    typeof operation !== 'string' ||
    typeof sdkOf(service)[`${operation}Command`] !== 'function'
  ) {
    throw new BadRequest(
      `"operation" must be an operation of ${service}, such as "${exampleOf(service)}"`,
    )
  }
  if (typeof delayMs !== 'number' || !(delayMs >= 0 && delayMs <= 60_000)) {
    throw new BadRequest('"delayMs" must be a number from 0 to 60000')
  }
  const error = readError(json['error'])
  if (!error && delayMs === 0) throw new BadRequest('A fault needs an "error", a "delayMs" or both')
  const call = readCall(json['call'])
  const afterwards = json['afterwards'] === true
  return {
    service,
    plan: { operation, call },
    handler: async ({ signal }, proceed) => {
      if (delayMs > 0) await wait(delayMs, undefined, signal ? { signal } : {})
      if (!error) return proceed()
      if (afterwards) await proceed()
      throw awsError(sdkOf(service), error.name, error)
    },
  }
}

function readError(value: unknown): { name: string; message: string; status: number } | undefined {
  if (value === undefined) return undefined
  const { name, message, status = 400 } = (value ?? {}) as Record<string, unknown>
  if (typeof name !== 'string' || name === '') {
    throw new BadRequest('"error" needs a "name", such as "ThrottlingException"')
  }
  if (!Number.isInteger(status) || (status as number) < 400 || (status as number) > 599) {
    throw new BadRequest('"status" of "error" must be an HTTP status from 400 to 599')
  }
  const text = typeof message === 'string' ? message : `${name}, as planned`
  return { name, message: text, status: status as number }
}

function readCall(value: unknown): NonNullable<FaultPlan['call']> {
  const isCount = (count: unknown): count is number => Number.isInteger(count) && Number(count) > 0
  if (value === undefined) return 1
  if (value === 'all' || isCount(value)) return value
  if (Array.isArray(value) && value.length > 0 && value.every(isCount)) return value
  throw new BadRequest('"call" must be a number from 1 (default), a list of such, or "all"')
}

function exampleOf(service: string): string {
  const name = Object.keys(sdkOf(service)).find((key) => /^(Get|List|Describe).+Command$/.test(key))
  return (name ?? 'ListThingsCommand').replace(/Command$/, '')
}
