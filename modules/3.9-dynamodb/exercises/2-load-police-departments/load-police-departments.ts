import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** One police department; every attribute is a text. */
export interface PoliceDepartment {
  guid: string
  PoliceDepartmentName: string
  State: string
  [attribute: string]: string
}

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
  sleep: (ms: number) => Promise<void>
  /** A number from 0 up to, not including, 1. */
  random: () => number
}

export interface Loaded {
  /** Puts that DynamoDB took. */
  written: number
  /** How often a put was handed back. */
  retried: number
  /** Items that are too large for DynamoDB, with their size. */
  rejected: { guid: string; bytes: number }[]
}

/** DynamoDB takes nothing any more. */
export class NotWritten extends Error {
  override name = 'NotWritten'
  readonly guids: string[]

  constructor(guids: string[]) {
    super(`${guids.length} departments were not written`)
    this.guids = guids
  }
}

/** Writes a stream of police departments into a table, in batches. */
export async function loadPoliceDepartments(
  items: AsyncIterable<PoliceDepartment>,
  deps: Deps,
): Promise<Loaded> {
  throw new Error('Not written yet')
}
