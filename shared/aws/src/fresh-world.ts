import { VirtualClock } from './clock.ts'
import { Gateway } from './gateway.ts'
import { makeClient } from './make-client.ts'
import { MockTarget } from './mock-target.ts'
import { sdkClass } from './registry.ts'

/** An empty account for one test of the transport, its gateway, and clients that speak to it. */
export function freshWorld({ maxCalls }: { maxCalls?: number } = {}) {
  const clock = new VirtualClock()
  let ids = 0
  const randomHex = (bytes: number) => String(++ids).padStart(bytes * 2, '0')
  const target = new MockTarget({ clock, randomHex })
  const options = maxCalls === undefined ? {} : { maxCalls }
  const gateway = new Gateway({ target, now: clock.now, ...options })
  return {
    clock,
    target,
    gateway,
    /** A client as the candidate has it, by the name of its class. */
    client: <Client>(className: string, config: object = {}): Client =>
      makeClient(className, gateway.fromCandidate, { sdkClass, config }) as Client,
  }
}
