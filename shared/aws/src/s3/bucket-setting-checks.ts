import type { S3Errors } from './errors.ts'

/** Throws MalformedPolicy where a policy is no JSON object with statements. */
export function checkPolicy(policy: string, errors: S3Errors): void {
  const document = policy.startsWith('{') ? parse(policy) : undefined
  if (!document) return errors.fail('MalformedPolicy')
  if (document.Statement !== undefined) return
  errors.fail('MalformedPolicy', { message: 'Missing required field Statement' })
}

function parse(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

interface CorsRule {
  AllowedMethods?: string[]
  AllowedOrigins?: string[]
}

/** Throws MalformedXML and InvalidRequest for CORS rules that S3 refuses; at most 100. */
export function checkCors(
  { CORSRules: rules }: { CORSRules?: CorsRule[] },
  errors: S3Errors,
): void {
  const isWellFormed =
    rules && rules.length > 0 && rules.every((rule) => rule.AllowedMethods && rule.AllowedOrigins)
  if (!isWellFormed || rules.length > 100) return errors.fail('MalformedXML')
  const methods = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE']
  const unknown = rules
    .flatMap((rule) => rule.AllowedMethods!)
    .find((method) => !methods.includes(method))
  if (unknown === undefined) return
  const message = `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`
  errors.fail('InvalidRequest', { message })
}

interface Website {
  IndexDocument?: { Suffix?: string }
  ErrorDocument?: object
  RedirectAllRequestsTo?: { HostName?: string; Protocol?: string }
  RoutingRules?: object[]
}

/** Throws InvalidArgument where a website has neither index nor redirection, or both. */
export function checkWebsite(website: Website, errors: S3Errors): void {
  const { IndexDocument, ErrorDocument, RedirectAllRequestsTo: redirect, RoutingRules } = website
  const invalid = (ArgumentName: string, ArgumentValue: string, message: string) =>
    errors.fail('InvalidArgument', { ArgumentName, ArgumentValue, message })
  if (redirect) {
    if (!redirect.HostName) return errors.fail('MalformedXML')
    if (!IndexDocument && !ErrorDocument && !RoutingRules) return
    const message =
      'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.'
    return invalid('RedirectAllRequestsTo', 'not null', message)
  }
  const suffix = IndexDocument?.Suffix
  if (!suffix) {
    const message =
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty'
    return invalid('IndexDocument', 'null', message)
  }
  if (suffix.includes('/')) {
    return invalid('IndexDocument', suffix, 'The IndexDocument Suffix is not well formed')
  }
}

interface EncryptionRules {
  Rules?: {
    ApplyServerSideEncryptionByDefault?: { SSEAlgorithm?: string; KMSMasterKeyID?: string }
  }[]
}

/** Throws where a default encryption is not one rule with a known algorithm. */
export function checkEncryption({ Rules }: EncryptionRules, errors: S3Errors): void {
  if (Rules?.length !== 1) return errors.fail('MalformedXML')
  const byDefault = Rules[0]!.ApplyServerSideEncryptionByDefault
  if (!byDefault) return
  const { SSEAlgorithm = '', KMSMasterKeyID } = byDefault
  if (!['AES256', 'aws:kms', 'aws:kms:dsse'].includes(SSEAlgorithm)) errors.fail('MalformedXML')
  if (SSEAlgorithm !== 'AES256' || KMSMasterKeyID === undefined) return
  errors.fail('InvalidArgument', {
    ArgumentName: 'ApplyServerSideEncryptionByDefault',
    message:
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
  })
}

/** Throws MalformedXML where ownership controls are not one rule with a known owner. */
export function checkOwnership(
  { Rules }: { Rules?: { ObjectOwnership?: string }[] },
  errors: S3Errors,
): void {
  const known = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']
  if (Rules?.length === 1 && known.includes(Rules[0]!.ObjectOwnership ?? '')) return
  errors.fail('MalformedXML')
}

const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets']

/** Throws MalformedXML where a public access block has no settings or unknown ones. */
export function checkPublicAccess(configuration: Record<string, unknown>, errors: S3Errors): void {
  const names = Object.keys(configuration)
  if (names.length === 0 || names.some((name) => !BLOCKS.includes(name)))
    errors.fail('MalformedXML')
}
