// Half a million messages that mean nothing.
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

const idle = frame({ t: 'idle', received: -1, s: 1 })
const many = Buffer.concat(Array.from({ length: 5_000 }, () => idle))
for (let times = 0; times < 100; times++) write(3, many)

export const double = () => []
