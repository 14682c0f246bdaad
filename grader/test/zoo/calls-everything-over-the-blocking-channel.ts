// Calls what was lent to be awaited (sleep, with a signal that is aborted) where nobody awaits it.
import { writeSync } from 'node:fs'

/** Writes bytes to a descriptor, whatever the harness around this file thinks of it. */
function write(descriptor, bytes) {
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(descriptor, bytes, sent)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
    }
  }
}

function frame(message, ...attachments) {
  const json = Buffer.from(typeof message === 'string' ? message : stringify(message))
  const rest = Buffer.concat(attachments)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(4 + json.length + rest.length, 0)
  head.writeUInt32BE(json.length, 4)
  return Buffer.concat([head, json, rest])
}

const { parse, stringify } = JSON

/** The last message from the grader: it tells the session and the id that an answer needs. */
let asked = { id: 0, s: 0 }
JSON.parse = (text, ...rest) => {
  const value = parse(text, ...rest)
  if (value?.t === 'call' || value?.t === 'load') asked = value
  return value
}

export async function claimWithin() {
  const signal = { aborted: true, reason: 'nobody catches this' }
  for (let fn = 0; fn < 40; fn++) {
    write(4, frame({ t: 'sync', fn, args: [1, { signal }], s: asked.s }))
  }
  // The answer must not overtake what was written to the other channel.
  const end = process.hrtime.bigint() + 300_000_000n
  while (process.hrtime.bigint() < end);
  return false
}

export const claim = () => true
