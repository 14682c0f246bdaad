import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs'
import { type Account, failure } from './account.ts'

/** SendMessageBatch, DeleteMessageBatch and ChangeMessageVisibilityBatch take so many entries. */
const MAX_ENTRIES = 10

interface Entry {
  Id: string | undefined
}

/**
 * Checks the entries of a batch request as a whole. `type` is the name of AWS's entry type.
 *
 * Throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId or
 * BatchEntryIdsNotDistinct (SDK text).
 */
export function checkEntries<E extends Entry>(
  account: Account,
  entries: E[] | undefined,
  type: string,
): (E & { Id: string })[] {
  const fail = (name: string, message: string) => failure(account, name, message)
  if (!entries?.length) {
    throw fail('EmptyBatchRequest', `There should be at least one ${type} in the request.`)
  }
  if (entries.length > MAX_ENTRIES) {
    const message =
      `Maximum number of entries per request are ${MAX_ENTRIES}. ` +
      `You have sent ${entries.length}.`
    throw fail('TooManyEntriesInBatchRequest', message)
  }
  const seen = new Set<string>()
  return entries.map((entry) => {
    const { Id = '' } = entry
    if (!/^[\w-]{1,80}$/.test(Id)) {
      const message =
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. ' +
        'It can be at most 80 letters long.'
      throw fail('InvalidBatchEntryId', message)
    }
    if (seen.has(Id)) throw fail('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`)
    seen.add(Id)
    return { ...entry, Id }
  })
}

/**
 * Works on one entry after the other: those that throw one of SQS's errors are `Failed`, the others
 * `Successful`. As with AWS, a list without entries is left out.
 */
export function runBatch<E extends { Id: string }, Result extends object>(
  entries: E[],
  run: (entry: E) => Result,
) {
  const Successful: (Result & { Id: string })[] = []
  const Failed: BatchResultErrorEntry[] = []
  for (const entry of entries) {
    const { Id } = entry
    try {
      Successful.push({ Id, ...run(entry) })
    } catch (error) {
      if (!isSqsError(error)) throw error
      Failed.push({ Id, SenderFault: true, Code: error.Code, Message: error.message })
    }
  }
  return {
    Successful: Successful.length > 0 ? Successful : undefined,
    Failed: Failed.length > 0 ? Failed : undefined,
  }
}

function isSqsError(error: unknown): error is Error & { Code: string } {
  return error instanceof Error && 'Code' in error
}
