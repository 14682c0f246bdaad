import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { FrameReader, type Message, UNLIMITED, writeFrame } from './frames.ts'
import { Guest } from './guest.ts'

describe('Guest', () => {
  test('says nothing more after its last answer', async () => {
    const { say, heard } = guestOf({ twice: (number: number) => number * 2 })
    say({ t: 'call', id: 1, exercise: 'sums', name: 'twice', args: [21] })
    expect(await heard()).toEqual(['ok'])
  })

  test('says that it waits where a timer is left', async () => {
    const { guest, say, heard } = guestOf({ later: () => setTimer(guest) })
    say({ t: 'call', id: 1, exercise: 'sums', name: 'later', args: [] })
    expect(await heard()).toEqual(['timer', 'ok', 'idle'])
  })

  test('says that it waits where another call is open', async () => {
    const { say, heard } = guestOf({ now: () => 1, never: () => new Promise(() => {}) })
    say({ t: 'call', id: 1, exercise: 'sums', name: 'never', args: [] })
    say({ t: 'call', id: 2, exercise: 'sums', name: 'now', args: [] })
    expect(await heard()).toEqual(['ok', 'idle'])
  })

  test('says that it waits when it has been told what nobody awaits', async () => {
    const { say, heard } = guestOf({ now: () => 1 })
    say({ t: 'call', id: 1, exercise: 'sums', name: 'now', args: [] })
    await heard()
    say({ t: 'fire', timer: 1 })
    expect(await heard()).toEqual(['ok', 'idle'])
  })
})

/** A guest in a session, what tells it something, and what it has answered once it is quiet. */
function guestOf(module: Record<string, unknown>) {
  const said: string[] = []
  const reader = new FrameReader(UNLIMITED, ({ t }) => void said.push(t))
  const guest = new Guest({
    send: (frame) => reader.push(frame),
    sendBlocking: () => new Uint8Array(),
    exported: (_exercise, name) => module[name],
    sdkClass: () => undefined,
    makeClient: () => ({}),
    busy: () => false,
  })
  const say = (message: Message) => guest.receive(writeFrame({ now: 0, ...message }))
  const heard = async () => {
    await sleep(20)
    return said
  }
  say({ t: 'begin', s: 1 })
  return { guest, say, heard }
}

function setTimer({ time }: Guest) {
  const undo = time.install(globalThis)
  setTimeout(() => {}, 5)
  undo()
}
