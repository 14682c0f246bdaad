import type { ErrorDetail } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'

/**
 * Does something with each entry of a batch, and returns the entries with which AWS would have
 * failed: they do not stop the others.
 */
export function errorsOf<Entry>(
  { sdk }: Account,
  entries: readonly Entry[],
  work: (entry: Entry) => void,
): [Entry, ErrorDetail][] {
  return entries.flatMap((entry): [Entry, ErrorDetail][] => {
    try {
      work(entry)
      return []
    } catch (error) {
      const AwsException = sdk['GlueServiceException'] as typeof Error
      if (!(error instanceof AwsException)) throw error
      return [[entry, { ErrorCode: error.name, ErrorMessage: error.message }]]
    }
  })
}
