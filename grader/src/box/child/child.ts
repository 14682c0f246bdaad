import { createHook } from 'node:async_hooks'
import { readSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { handleOtherCalls, refuseHttp } from '@workshop/aws/intercept'
import { classIn } from '@workshop/aws/class-in'
import { makeClient } from '@workshop/aws/make-client'
import { Guest } from '@workshop/testkit/membrane/guest'
import { countThreadPoolWork } from '@workshop/testkit/membrane/thread-pool-work'
import { virtualTimerModules } from '@workshop/testkit/membrane/timer-modules'
import { loadCandidate, type CandidateFiles } from './candidate-modules.ts'
import { loadedSdk, loadSdk } from './sdk.ts'

// The untrusted side: nothing this process says is believed but data, and nothing in it is secret.
const FRAMES = 3
const BLOCKING = 4
const READ_BYTES = 256 << 10

// One buffer for all that comes: whoever is told of it copies what it keeps.
const channel = new Socket({
  fd: FRAMES,
  readable: true,
  writable: true,
  onread: {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (length, buffer) => {
      guest.receive(buffer.subarray(0, length))
      return true
    },
  },
})
const work = countThreadPoolWork(createHook)
const modules = new Map<string, object>()

function sdkClass(name: string, classes: readonly string[] = []): unknown {
  return classIn(loadedSdk.values(), name, classes)
}

const guest = new Guest({
  send: (frame) => void channel.write(frame),
  sendBlocking,
  load: async (exercise, files) => {
    const candidate = files as CandidateFiles
    await loadSdk(candidate.packages)
    modules.set(exercise, await loadCandidate(exercise, candidate))
  },
  exported: (exercise, name) => (modules.get(exercise) as Record<string, unknown>)[name],
  sdkClass,
  makeClient: (name, config, handler) => makeClient(name, handler, { sdkClass, config }),
  busy: () => work.pending > 0,
})

// Behind the slot stand the packages to have at hand when a candidate arrives.
const [, , ...preload] = process.argv.splice(1)
await loadSdk(preload)
handleOtherCalls(guest.aws)
refuseHttp()

// The grader is gone when its end of the channel is: nobody waits for this process any more.
const leave = process.exit.bind(process)
channel.on('end', () => leave(0))
channel.on('error', () => leave(0))

process.on('unhandledRejection', (reason) => guest.note('unhandled rejection', reason))
process.on('uncaughtException', (error) => {
  guest.note('uncaught exception', error)
  setImmediate(() => leave(70))
})

guest.time.install(globalThis)
virtualTimerModules(guest.time)
// What the permission model leaves open and no exercise needs.
for (const name of ['_kill', '_debugProcess', '_debugEnd', 'execve', 'dlopen', 'binding']) {
  Object.defineProperty(process, name, { value: undefined, configurable: false, writable: false })
}

channel.resume()
guest.ready()

function sendBlocking(frame: Uint8Array): Uint8Array {
  for (let sent = 0; sent < frame.length;) sent += writeSync(BLOCKING, frame, sent)
  const head = readExactly(4)
  return Buffer.concat([head, readExactly(head.readUInt32BE(0))])
}

function readExactly(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let got = 0; got < length;) {
    const read = readSync(BLOCKING, bytes, got, length - got, null)
    if (read === 0) leave(0)
    got += read
  }
  return bytes
}
