// Longer than most: the two transactions share limits, cancellation and capacity.
import { createHash } from 'node:crypto'
import type {
  CancellationReason,
  Get,
  TransactGetItemsInput,
  TransactGetItemsOutput,
  TransactWriteItem,
  TransactWriteItemsInput,
  TransactWriteItemsOutput,
} from '@aws-sdk/client-dynamodb'
import { copyItem } from './attribute-value.ts'
import { readItem } from './read-value.ts'
import type { Item } from './attribute-value.ts'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { metricsByTable } from './collection-metrics.ts'
import { CAPACITY_LEVELS, Constraints, METRICS_LEVELS, valueText } from './constraints.ts'
import type { Database } from './database.ts'
import { project } from './expressions/projection.ts'
import { readExpressions } from './expressions/request.ts'
import { keyPosition, refuseEmptyKeys } from './item-keys.ts'
import { itemSize } from './item-size.ts'
import { invalid, Refusal } from './refusal.ts'
import type { Table, WriteEffect } from './table.ts'
import { readConditionCheck, readDelete, readPut, readUpdateWrite } from './writes.ts'
import type { BoundWrite, Write } from './writes.ts'

/** AWS: API pages TransactWriteItems and TransactGetItems. */
export const MAX_TRANSACTION = 100

/** The items of a transaction together are at most this large (same pages). */
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024

/** For how long a `ClientRequestToken` is remembered (SDK text: 10 minutes). */
export const TOKEN_LIFETIME = 10 * 60 * 1000

/** The transactions of one account: its operations, and the tokens it remembers. */
export class Transactions {
  readonly #database: Database
  readonly #tokens = new Map<string, Finished>()

  constructor(database: Database) {
    this.#database = database
  }

  /** AWS: API page TransactWriteItems. */
  readonly write = (input: TransactWriteItemsInput): TransactWriteItemsOutput => {
    checkWriteMembers(input)
    const { ClientRequestToken: token } = input
    const repeated = token === undefined ? undefined : this.#remembered(token, input)
    if (repeated) return replay(repeated, input)
    const effects = commitAll(this.#database, input)
    const { now } = this.#database
    if (token !== undefined) {
      this.#tokens.set(token, { at: now, fingerprint: fingerprint(input), effects })
    }
    const capacity = new CapacityReport(input.ReturnConsumedCapacity, 'write')
    for (const { effect } of effects) capacity.addWrite(effect)
    return outputOf(effects, input, capacity)
  }

  /** AWS: API page TransactGetItems. */
  readonly get = (input: TransactGetItemsInput): TransactGetItemsOutput => {
    checkGetMembers(input)
    return getAll(this.#database, input)
  }

  #remembered(token: string, input: TransactWriteItemsInput): Finished | undefined {
    const finished = this.#tokens.get(token)
    if (!finished) return undefined
    if (this.#database.now - finished.at >= TOKEN_LIFETIME) {
      this.#tokens.delete(token)
      return undefined
    }
    if (finished.fingerprint === fingerprint(input)) return finished
    const message =
      'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.'
    throw new Refusal('IdempotentParameterMismatchException', message, {
      data: { Message: message },
    })
  }
}

interface Finished {
  at: number
  fingerprint: string
  effects: Committed[]
}

interface Committed {
  write: BoundWrite
  effect: WriteEffect
}

function checkWriteMembers(input: TransactWriteItemsInput) {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, METRICS_LEVELS)
    .length('clientRequestToken', input.ClientRequestToken, { min: 1, max: 36 })
  checkCount(constraints, input.TransactItems)
  for (const [index, action] of (input.TransactItems ?? []).entries()) {
    const path = `transactItems.${index + 1}.member`
    const { Put, Update, Delete, ConditionCheck } = action
    for (const [name, request] of Object.entries(action)) {
      if (!request) continue
      const member = name[0]?.toLowerCase() + name.slice(1)
      constraints.tableName(request.TableName, `${path}.${member}.tableName`)
    }
    if (Put) constraints.required(`${path}.put.item`, Put.Item)
    if (Update) constraints.required(`${path}.update.key`, Update.Key)
    if (Update) constraints.required(`${path}.update.updateExpression`, Update.UpdateExpression)
    if (Delete) constraints.required(`${path}.delete.key`, Delete.Key)
    if (ConditionCheck) {
      constraints.required(`${path}.conditionCheck.key`, ConditionCheck.Key)
      constraints.required(
        `${path}.conditionCheck.conditionExpression`,
        ConditionCheck.ConditionExpression,
      )
    }
  }
  constraints.enforce()
}

function checkGetMembers(input: TransactGetItemsInput) {
  const constraints = new Constraints()
  constraints.oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
  checkCount(constraints, input.TransactItems)
  for (const [index, { Get }] of (input.TransactItems ?? []).entries()) {
    constraints.required(`transactItems.${index + 1}.member.get`, Get)
    constraints.required(`transactItems.${index + 1}.member.get.key`, Get?.Key)
    constraints.tableName(Get?.TableName, `transactItems.${index + 1}.member.get.tableName`)
  }
  constraints.enforce()
}

function checkCount(constraints: Constraints, actions: readonly unknown[] | undefined) {
  constraints.required('transactItems', actions)
  constraints.length('transactItems', actions, { min: 1, max: MAX_TRANSACTION })
}

interface Parsed {
  tableName: string
  write: Write
}

function commitAll(database: Database, input: TransactWriteItemsInput): Committed[] {
  const parsed = (input.TransactItems ?? []).map(parseAction)
  const tables = parsed.map(({ tableName }) => database.table(tableName))
  for (const [index, { write }] of parsed.entries()) write.refuseEmptyKeys(tables[index] as Table)
  const bound = settleAll(parsed, ({ write }, index) => write.bind(tables[index] as Table))
  refuseSameItem(bound)
  const sized = settleAll(bound, (write) => {
    const { table, position } = write
    const current = table.items.entries.get(position)?.item
    return { write, next: write.next(current), current }
  })
  refuseLarge(sized.map(({ next, current }) => next ?? current))
  return sized.map(({ write, next }) => ({
    write,
    effect: write.table.write(write.position, next, database.now),
  }))
}

function parseAction({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): Parsed {
  const given = [Put, Update, Delete, ConditionCheck].filter((action) => action !== undefined)
  if (given.length !== 1) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  }
  const tableName = given[0]?.TableName ?? ''
  if (Put) return { tableName, write: readPut(Put) }
  if (Update) return { tableName, write: readUpdateWrite(Update) }
  if (Delete) return { tableName, write: readDelete(Delete) }
  return { tableName, write: readConditionCheck(ConditionCheck as never) }
}

/** Does a step for every action. Cancels the transaction if any of them is refused. */
function settleAll<In, Out>(inputs: readonly In[], step: (input: In, index: number) => Out): Out[] {
  const reasons: CancellationReason[] = []
  const results: Out[] = []
  for (const [index, input] of inputs.entries()) {
    try {
      results.push(step(input, index))
      reasons.push({ Code: 'None' })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const Code = REASONS[error.name] ?? error.name
      reasons.push({ Code, Message: error.message, ...error.data })
    }
  }
  if (results.length === inputs.length) return results
  const codes = reasons.map(({ Code }) => Code).join(', ')
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`
  throw new Refusal('TransactionCanceledException', message, {
    data: { Message: message, CancellationReasons: reasons },
  })
}

const REASONS: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
}

function refuseSameItem(items: readonly { table: Table; position: string }[]) {
  const seen = new Set(items.map(({ table, position }) => `${table.name}/${position}`))
  if (seen.size === items.length) return
  throw invalid('Transaction request cannot include multiple operations on one item')
}

function refuseLarge(items: readonly (Readonly<Item> | undefined)[]) {
  const bytes = items.reduce((sum, item) => sum + (item ? itemSize(item) : 0), 0)
  if (bytes <= MAX_TRANSACTION_BYTES) return
  // The limit is AWS's; its text for it is not documented.
  throw invalid('The aggregate size of the items in the transaction exceeds 4 MB')
}

function outputOf(
  effects: readonly Committed[],
  input: TransactWriteItemsInput,
  capacity: CapacityReport,
): TransactWriteItemsOutput {
  const writes = effects.map(({ write }) => write)
  const metrics = metricsByTable(writes, input.ReturnItemCollectionMetrics)
  return { ...(metrics && { ItemCollectionMetrics: metrics }), ...capacity.list() }
}

/** A repeated request changes nothing; it costs the reading of its items (AWS: "Amazon DynamoDB Transactions: How it works", Idempotency). */
function replay({ effects }: Finished, input: TransactWriteItemsInput): TransactWriteItemsOutput {
  const capacity = new CapacityReport(input.ReturnConsumedCapacity, 'read')
  for (const { write, effect } of effects) {
    const size = effect.after?.size ?? effect.before?.size ?? 0
    capacity.add(write.table, readUnits(size, { transactional: true }))
  }
  return outputOf(effects, input, capacity)
}

function fingerprint(input: TransactWriteItemsInput): string {
  return createHash('sha256').update(canonicalText(input)).digest('hex')
}

function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (member instanceof Uint8Array) return valueText(member)
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
    return Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))
  })
}

function getAll(database: Database, input: TransactGetItemsInput): TransactGetItemsOutput {
  const parsed = (input.TransactItems ?? []).map(({ Get }) => parseGet(Get as Get))
  const tables = parsed.map(({ tableName }) => database.table(tableName))
  for (const [index, { key }] of parsed.entries()) refuseEmptyKeys(tables[index] as Table, key)
  const bound = settleAll(parsed, (get, index) => {
    const table = tables[index] as Table
    return { ...get, table, position: keyPosition(table, get.key) }
  })
  refuseSameItem(bound)
  const capacity = new CapacityReport(input.ReturnConsumedCapacity, 'read')
  const entries = bound.map(({ table, position }) => table.items.entries.get(position))
  refuseLarge(entries.map((entry) => entry?.item))
  const Responses = bound.map(({ table, projection }, index) => {
    const entry = entries[index]
    capacity.add(table, readUnits(entry?.size ?? 0, { transactional: true }))
    if (!entry) return {}
    return { Item: copyItem(projection ? project(entry.item, projection) : entry.item) }
  })
  return { Responses, ...capacity.list() }
}

function parseGet(get: Get) {
  const { projection } = readExpressions(get)
  return { tableName: get.TableName ?? '', key: readItem(get.Key ?? {}), projection }
}
