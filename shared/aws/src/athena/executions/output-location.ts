import type { ResultConfiguration } from '@aws-sdk/client-athena'
import type { Account } from '../account.ts'
import { invalidRequest, refuseMembers } from '../refusal.ts'
import { checkLocation, type StoredWorkGroup } from '../workgroup.ts'

/** Where results go, and what else was said of them. */
export interface Output {
  results: ResultConfiguration
  bucket: string
  /** Ends with a slash, unless it is empty. */
  prefix: string
}

/**
 * Where the results of a query go: where its workgroup says if it enforces that, else where the
 * request says, else where the workgroup says (SDK text, EnforceWorkGroupConfiguration). Throws
 * InvalidRequestException, with AWS's texts.
 */
export function outputOf(
  account: Account,
  { configuration }: StoredWorkGroup,
  requested: ResultConfiguration | undefined,
): Output {
  refuseMembers(account, requested, ['ExpectedBucketOwner', 'AclConfiguration'])
  const { EnforceWorkGroupConfiguration: isEnforced, ResultConfiguration: own = {} } = configuration
  checkLocation(account, requested?.OutputLocation)
  const isOwn = isEnforced || !requested?.OutputLocation
  const results = isEnforced ? own : { ...own, ...requested }
  const location = (isOwn ? own : requested)?.OutputLocation
  if (!location) {
    const where = 'either through the Workgroup result configuration setting or as an API input.'
    const message = `No output location provided. An output location is required ${where}`
    throw invalidRequest(account, message)
  }
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? []
  checkBucket(account, bucket)
  return { results, bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` }
}

function checkBucket(account: Account, Bucket: string): void {
  try {
    account.s3['HeadBucket']!({ Bucket })
  } catch {
    throw invalidRequest(account, `Unable to verify/create output bucket ${Bucket}`)
  }
}
