import { createHook } from 'node:async_hooks'
import { handleOtherCalls, patchClientClasses, refuseHttp } from '@workshop/aws/intercept'
import { makeClient } from '@workshop/aws/make-client'
import { loadedSdks, sdkClass } from '@workshop/aws/registry'
import type { RunningCheck } from '../running-check.ts'
import { Guest } from './guest.ts'
import { Host, type Session } from './host.ts'
import { countThreadPoolWork, type ThreadPoolWork } from './thread-pool-work.ts'
import { virtualTimerModules } from './timer-modules.ts'

/**
 * A candidate in this very process, behind the same membrane as a box: the same frames, copies,
 * clock and errors, so that a check means the same in both modes.
 */
export class InProcessCandidate {
  readonly #host: Host
  readonly #guest: Guest
  readonly #modules = new Map<string, object>()
  readonly #undo: (() => void)[] = []

  constructor(session: Session) {
    // A frame arrives in a turn of its own, as it does from another process.
    const deliver = (to: (frame: Uint8Array) => void) => (frame: Uint8Array) =>
      void realSetImmediate(() => to(frame))
    this.#guest = new Guest({
      send: deliver((frame) => this.#host.receive(frame)),
      sendBlocking: (frame) => this.#host.receiveSync(frame),
      exported: (module, name) => (this.#modules.get(module) as Record<string, unknown>)[name],
      sdkClass,
      makeClient: (name, config, handler) => makeClient(name, handler, { sdkClass, config }),
      busy: () => threadPool!.pending > 0,
    })
    this.#host = new Host({
      send: deliver((frame) => this.#guest.receive(frame)),
      onBreach: () => {},
      sdkClass,
    })
    this.#takeOver()
    this.#host.begin(session)
  }

  /** Calls an export of the module that `load` imports. */
  readonly call: RunningCheck['call'] = async (load, name, args) => {
    const module = await load()
    // What the candidate imports is loaded now; the rest of the SDK is none of its business.
    loadedSdks().forEach(patchClientClasses)
    const key = `module ${[...this.#modules.values()].indexOf(module)}`
    const known = [...this.#modules].find(([, value]) => value === module)?.[0] ?? key
    this.#modules.set(known, module)
    return this.#host.call(known, name, args)
  };

  /** Ends the session and gives the process its own time and network back. */
  [Symbol.dispose](): void {
    this.#host.end()
    for (const undo of this.#undo.toReversed()) undo()
  }

  #takeOver() {
    threadPool ??= countThreadPoolWork(createHook)
    const before = handleOtherCalls(this.#guest.aws)
    this.#undo.push(() => void handleOtherCalls(before))
    this.#undo.push(refuseHttp())
    this.#undo.push(this.#guest.time.install(globalThis))
    this.#undo.push(virtualTimerModules(this.#guest.time))
  }
}

const realSetImmediate = setImmediate

/** One counter for the whole process: what it watches cannot be given back. */
let threadPool: ThreadPoolWork | undefined
