// Longer than most: each thing that an untrusted peer may try, and what becomes of it.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { VirtualClock } from '@workshop/aws/clock'
import { describe, expect, test } from 'vitest'
import { sync } from './crossing.ts'
import { FrameReader, type Message, UNLIMITED, writeFrame } from './frames.ts'
import { Host, HOST_LIMITS, type HostLimits, type Session } from './host.ts'

// The guest here is this test: it says what no honest guest would.

describe('the host', () => {
  test.each(['aws', 'callback', 'pull'])('refuses a request "%s" with an id that is none', (t) => {
    const { host, say } = conversation()
    say({ t, id: 'first', client: null })
    expect(host.breach?.message).toBe('An id is malformed')
  })

  test('refuses an answer to a call that nobody made', () => {
    const { host, say } = conversation()
    say({ t: 'ok', id: 1, value: 1 })
    expect(host.breach?.kind).toBe('protocol')
  })

  test('refuses a second answer', async () => {
    const { host, say, heard } = conversation()
    const answer = host.call('3.9.1', 'count', [])
    const { id } = heard('call')
    say({ t: 'ok', id, value: 1 })
    say({ t: 'ok', id, value: 2 })
    expect(await answer).toBe(1)
    expect(host.breach?.message).toBe('The guest answered a call that nobody made')
  })

  test('says nothing that the guest said when it refuses', () => {
    const { host, say } = conversation()
    say({ t: 'hidden-input' })
    expect(host.breach?.message).not.toContain('hidden')
  })

  test('drops what belongs to another session', () => {
    const { host, say } = conversation()
    for (const s of [0, 2, '1', null]) say({ t: 'ok', id: 1, value: 1, s })
    expect(host.breach).toBeUndefined()
  })

  test('lends a value as what it is, and as nothing else', async () => {
    for (const [t, member] of [
      ['sync', 'fn'],
      ['callback', 'fn'],
      ['pull', 'source'],
      ['aws', 'client'],
    ] as const) {
      const lent = { sleep: async () => {}, check: sync(() => 1), lines: stream([1]) }
      const right = { sync: 'check', callback: 'sleep', pull: 'lines', aws: undefined }[t]
      for (const wrong of ['sleep', 'check', 'lines'].filter((name) => name !== right)) {
        const { host, say, saySync, heard } = conversation()
        void host.call('3.9.1', 'read', [lent])
        const args = heard('call')['args'] as Record<string, { id: number }>[]
        const message = {
          t,
          id: 1,
          args: [],
          [member]: args[0]![wrong]!.id,
          clientName: 'S3Client',
          operation: 'ListBuckets',
          input: {},
        }
        if (t === 'sync') saySync(message)
        else say(message)
        await nextTurn()
        expect(host.breach?.message).toBe('The guest asked for what it was not lent')
      }
    }
  })

  test('answers blocking calls however they are cut, and counts them', () => {
    const { host, say: _say, heard, options } = conversation({ messages: 5 })
    void host.call('3.9.1', 'sort', [sync((n: number) => n * 2)])
    const [{ id: fn }] = heard('call')['args'] as [{ id: number }]
    const frame = writeFrame({ t: 'sync', fn, args: [21], s: 1 })
    const parts = Array.from(frame, (byte) => host.receiveSync(Uint8Array.of(byte)))
    expect(parts.slice(0, -1).every(({ length }) => length === 0)).toBe(true)
    expect(parse(parts.at(-1)!)).toEqual([{ t: 'ok', value: 42 }])
    for (let calls = 0; calls < 5; calls++) host.receiveSync(frame)
    expect(host.breach?.message).toBe('Sent too many messages')
    expect(options.breaches).toBe(1)
  })

  test('tells the guest nothing of what an assertion expected, and remembers that it failed', async () => {
    const failed: Error[] = []
    const { host, say, heard } = conversation({}, { failed: (error) => void failed.push(error) })
    const onProgress = async () => expect({ password: 'secret' }).toEqual({ password: 'expected' })
    void host.call('3.9.1', 'work', [onProgress])
    const [{ id: fn }] = heard('call')['args'] as [{ id: number }]
    say({ t: 'callback', id: 7, fn, args: [] })
    await nextTurn()
    const answer = heard('fail')
    expect(answer).toMatchObject({
      id: 7,
      error: { message: 'The check does not accept this', data: [] },
    })
    expect(JSON.stringify(answer)).not.toMatch(/secret|expected|host\.test/)
    expect(failed).toHaveLength(1)
  })

  test('sends errors without stacks, and without what lives in them', async () => {
    const { host, say, heard } = conversation()
    const refuse = async () => {
      const inner = new Error('Inner', { cause: new Error('Deepest') })
      throw Object.assign(new Error('Outer', { cause: inner }), {
        retry: () => 1,
        signal: new AbortController().signal,
        code: 7,
      })
    }
    void host.call('3.9.1', 'work', [refuse])
    const [{ id: fn }] = heard('call')['args'] as [{ id: number }]
    say({ t: 'callback', id: 7, fn, args: [] })
    await nextTurn()
    const { error } = heard('fail') as unknown as { error: { data: unknown } }
    expect(error.data).toEqual([['code', 7]])
    expect(JSON.stringify(error)).not.toContain('host.test')
  })

  test('refuses a guest that does not read what it asked for', async () => {
    const { host, say, options } = conversation({ backlogBytes: 100 })
    options.backlog = 101
    say({
      t: 'aws',
      id: 1,
      client: null,
      clientName: 'S3Client',
      operation: 'GetObject',
      input: {},
    })
    await nextTurn()
    await nextTurn()
    expect(host.breach?.message).toBe('Does not read what it asked for')
  })

  test('refuses an answer that is too large, to the guest and to nobody else', async () => {
    const aws = async () => ({ Body: new Uint8Array(200) })
    const { host, say, heard } = conversation({ answerBytes: 100 }, { aws })
    say({
      t: 'aws',
      id: 1,
      client: null,
      clientName: 'S3Client',
      operation: 'GetObject',
      input: {},
    })
    await nextTurn()
    await nextTurn()
    expect(heard('fail')).toMatchObject({ id: 1, error: { name: 'RangeError' } })
    expect(host.breach).toBeUndefined()
  })

  test('counts timers and open requests', () => {
    const timers = conversation({ timers: 3 })
    for (let timer = 1; timer <= 4; timer++) timers.say({ t: 'timer', timer, ms: 1_000 })
    expect(timers.host.breach?.message).toBe('Set too many timers at once')
    const requests = conversation({ openRequests: 3 }, { aws: () => new Promise(() => {}) })
    for (let id = 1; id <= 4; id++) {
      requests.say({
        t: 'aws',
        id,
        client: null,
        clientName: 'S3Client',
        operation: 'GetObject',
        input: {},
      })
    }
    expect(requests.host.breach?.message).toBe('Made too many requests at once')
  })

  test('keeps the clock on dates, however far the guest sleeps', async () => {
    const clock = new VirtualClock()
    const { host, say } = conversation({}, { clock })
    say({ t: 'timer', timer: 1, ms: 1e308 })
    host.end()
    clock.stop()
    const other = new VirtualClock()
    await other.sleep(1e308)
    expect(new Date(other.now()).getUTCFullYear()).toBe(9999)
  })

  test('fails what is open when the session ends, whether or not somebody awaits it', async () => {
    const { host } = conversation()
    const open = host.call('3.9.1', 'never', [])
    host.end()
    await nextTurn()
    await expect(open).rejects.toThrow('The check is over')
  })

  test('survives what it cannot read, and keeps why for instructors', () => {
    const clock = new VirtualClock()
    clock.setTimer = () => {
      throw new TypeError('A mistake of ours')
    }
    const { host, say } = conversation({}, { clock })
    say({ t: 'timer', timer: 1, ms: 1 })
    expect(host.breach?.message).toBe('Sent what the grader cannot read')
    expect(host.notes[0]?.kind).toBe('fault of the grader')
  })
})

function conversation(limits: Partial<HostLimits> = {}, lent: Partial<Session> = {}) {
  const sent: Message[] = []
  const options = { backlog: 0, breaches: 0 }
  const host = new Host({
    send: (frame) => void sent.push(...parse(frame)),
    backlog: () => options.backlog,
    onBreach: () => options.breaches++,
    sdkClass: () => undefined,
    limits: { ...HOST_LIMITS, ...limits },
  })
  const refuse = async () => {
    throw new Error('There is no AWS here')
  }
  host.begin({ clock: new VirtualClock(), aws: refuse, awsFor: () => refuse, ...lent })
  const say = (message: Message) => host.receive(writeFrame({ s: 1, ...message }))
  const saySync = (message: Message) => host.receiveSync(writeFrame({ s: 1, ...message }))
  const heard = (t: string) => sent.findLast((message) => message.t === t)!
  return { host, say, saySync, heard, options }
}

function parse(frame: Uint8Array): Message[] {
  const messages: Message[] = []
  new FrameReader(UNLIMITED, (message) => void messages.push(message)).push(frame)
  return messages
}

async function* stream(items: readonly number[]) {
  yield* items
}
