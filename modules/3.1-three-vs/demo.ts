import { PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { demoWorld, printTable } from '@workshop/testkit/demo'
import flights from './data/flights.json' with { type: 'json' }

// Ninety days of departures laid over one another, an hour to the second, and four messages for
// each: gate, doors, taxi, wheels up. The stream has the one shard that the average asks for.

const MESSAGES = ['gate', 'doors', 'taxi', 'wheels up']
const MOST_RECORDS = 500

const { aws, clock } = demoWorld()
const stream = await aws.kinesis.stream({ shards: 1 })
const hours = Map.groupBy(flights as [minute: number, origin: string][], ([minute]) =>
  Math.floor((minute / 60) % 24),
)

const rows: [string, number, number, number, string][] = []
let total = 0
let peak = 0
for (let hour = 0; hour < 24; hour++) {
  const records = (hours.get(hour) ?? []).flatMap(([minute, origin]) =>
    MESSAGES.map((message) => ({
      PartitionKey: `${origin}-${minute}`,
      Data: Buffer.from(`${origin} ${minute} ${message}`),
    })),
  )
  let refused = 0
  for (let start = 0; start < records.length; start += MOST_RECORDS) {
    const Records = records.slice(start, start + MOST_RECORDS)
    const request = new PutRecordsCommand({ StreamName: stream.name, Records })
    refused += (await aws.kinesis.client.send(request)).FailedRecordCount ?? 0
  }
  total += records.length
  peak = Math.max(peak, records.length)
  const bar = '#'.repeat(Math.round((records.length - refused) / 50))
  const lost = '!'.repeat(Math.round(refused / 50))
  const name = `${String(hour).padStart(2, '0')}:00`
  rows.push([name, records.length, records.length - refused, refused, bar + lost])
  await clock.advance(1_000)
}

printTable(['hour', 'sent', 'stored', 'refused', ''], rows)
console.log()
console.log(`Average: ${Math.round(total / 24)} records a second. One shard takes 1,000. Enough?`)
console.log(
  `Peak: ${withCommas(peak)} in a second. Of ${withCommas(total)} records ${withCommas(refusedIn(rows))} were refused,`,
)
console.log(`and each of the ${aws.calls('PutRecords').length} requests was answered with 200.`)

function refusedIn(all: typeof rows): number {
  return all.reduce((sum, [, , , refused]) => sum + refused, 0)
}

function withCommas(count: number): string {
  return count.toLocaleString('en-US')
}
