// One queue for all: what failed in passing goes back to its end, and waits there.
import { BatchCreatePartitionCommand, GetTableCommand } from '@aws-sdk/client-glue'
import type { Deps, Part, Registered } from '../../register-partitions.ts'

interface Job {
  values: string[]
  location: string
  tries: number
  code?: string
}

export async function registerPartitions(
  database: string,
  table: string,
  parts: Part[],
  { client, sleep, random }: Deps,
): Promise<Registered> {
  const place = { DatabaseName: database, TableName: table }
  const { Table } = await client.send(new GetTableCommand({ DatabaseName: database, Name: table }))
  const jobs: Record<string, Job> = {}
  let existed = 0
  for (const { values, location } of parts) {
    const id = JSON.stringify(values)
    if (jobs[id]) existed++
    else jobs[id] = { values, location, tries: 0 }
  }

  let created = 0
  let queue = Object.values(jobs)
  while (queue.length > 0) {
    const batch = queue.slice(0, 100)
    const tries = Math.max(...batch.map((job) => job.tries))
    if (tries > 0) await sleep(random() * 100 * 2 ** (tries - 1))
    const errors: [string, string][] = []
    try {
      const { Errors = [] } = await client.send(
        new BatchCreatePartitionCommand({
          ...place,
          PartitionInputList: batch.map(({ values, location }) => ({
            Values: values,
            StorageDescriptor: { ...structuredClone(Table?.StorageDescriptor), Location: location },
          })),
        }),
      )
      for (const { PartitionValues, ErrorDetail } of Errors) {
        errors.push([JSON.stringify(PartitionValues), ErrorDetail!.ErrorCode!])
      }
    } catch (error) {
      if (!isPassing((error as Error).name)) throw error
      for (const { values } of batch) errors.push([JSON.stringify(values), (error as Error).name])
    }
    created += batch.length - errors.length
    queue = queue.slice(100)
    for (const [id, code] of errors) {
      const job = jobs[id]!
      job.tries++
      if (code === 'AlreadyExistsException') existed++
      else if (isPassing(code) && job.tries < 5) queue.push(job)
      else job.code = code
    }
  }
  const failed = Object.values(jobs).filter(({ code }) => code)
  return { created, existed, failed: failed.map(({ values, code }) => ({ values, code: code! })) }
}

function isPassing(code: string): boolean {
  return /^(InternalService|OperationTimeout|ConcurrentModification)Exception$/.test(code)
}
