import {
  BatchCreatePartitionCommand,
  GetTableCommand,
  type PartitionInput,
  type StorageDescriptor,
} from '@aws-sdk/client-glue'
import type { Deps, Part, Registered } from '../register-partitions.ts'

/** How many partitions a request takes, and how often one is sent. */
const BATCH = 100
const ATTEMPTS = 5
const TRANSIENT = [
  'InternalServiceException',
  'OperationTimeoutException',
  'ConcurrentModificationException',
]

export async function registerPartitions(
  database: string,
  table: string,
  parts: Part[],
  deps: Deps,
): Promise<Registered> {
  const target = { DatabaseName: database, TableName: table }
  const { Table } = await deps.client.send(
    new GetTableCommand({ DatabaseName: database, Name: table }),
  )
  const wanted = new Map(parts.toReversed().map((part) => [idOf(part.values), part]))
  const unique = parts.filter((part) => wanted.get(idOf(part.values)) === part)
  const registered: Registered = {
    created: 0,
    existed: parts.length - unique.length,
    failed: [],
  }

  for (let start = 0; start < unique.length; start += BATCH) {
    let pending = unique.slice(start, start + BATCH)
    const failed = new Map<string, string>()
    for (let attempt = 1; pending.length > 0; attempt++) {
      if (attempt > 1) await deps.sleep(deps.random() * 100 * 2 ** (attempt - 2))
      const inputs = pending.map((part) => partitionInput(part, Table?.StorageDescriptor))
      const codes = await create(target, inputs, deps)
      const again: Part[] = []
      for (const part of pending) {
        const code = codes.get(idOf(part.values))
        if (code === undefined) registered.created++
        else if (code === 'AlreadyExistsException') registered.existed++
        else if (TRANSIENT.includes(code) && attempt < ATTEMPTS) again.push(part)
        else failed.set(idOf(part.values), code)
      }
      pending = again
    }
    for (const { values } of unique.slice(start, start + BATCH)) {
      const code = failed.get(idOf(values))
      if (code !== undefined) registered.failed.push({ values, code })
    }
  }
  return registered
}

/** Sends one request; resolves to the codes of those that failed. */
async function create(
  target: { DatabaseName: string; TableName: string },
  PartitionInputList: PartitionInput[],
  { client }: Deps,
): Promise<Map<string, string>> {
  try {
    const command = new BatchCreatePartitionCommand({ ...target, PartitionInputList })
    const { Errors = [] } = await client.send(command)
    return new Map(
      Errors.map(({ PartitionValues = [], ErrorDetail }) => [
        idOf(PartitionValues),
        ErrorDetail?.ErrorCode ?? 'UnknownError',
      ]),
    )
  } catch (error) {
    const { name } = error as Error
    if (!TRANSIENT.includes(name)) throw error
    return new Map(PartitionInputList.map(({ Values = [] }) => [idOf(Values), name]))
  }
}

function partitionInput(
  { values, location }: Part,
  descriptor: StorageDescriptor | undefined,
): PartitionInput {
  return { Values: values, StorageDescriptor: { ...descriptor, Location: location } }
}

function idOf(values: readonly string[]): string {
  return JSON.stringify(values)
}
