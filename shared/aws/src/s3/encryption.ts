import type { ServerSideEncryption } from '@aws-sdk/client-s3'
import { hash } from 'node:crypto'
import type { S3Errors } from './errors.ts'
import type { Bucket } from './state.ts'

/** How an object is said to be encrypted. The fake keeps plain bytes and tells these headers. */
export interface Encryption {
  ServerSideEncryption?: ServerSideEncryption
  SSEKMSKeyId?: string
  BucketKeyEnabled?: boolean
  SSECustomerAlgorithm?: string
  SSECustomerKeyMD5?: string
}

/** The members of an input that ask for encryption. */
export interface EncryptionInput {
  ServerSideEncryption?: ServerSideEncryption | undefined
  SSEKMSKeyId?: string | undefined
  BucketKeyEnabled?: boolean | undefined
  SSECustomerAlgorithm?: string | undefined
  SSECustomerKey?: string | undefined
  SSECustomerKeyMD5?: string | undefined
}

/**
 * The encryption of a new object: what the request asks for, else the bucket's default, else
 * SSE-S3. Throws InvalidArgument, InvalidEncryptionAlgorithmError and, for SSE-C in a bucket that
 * does not unblock it, AccessDenied: since April 2026 it is off by default (S3 User Guide,
 * "Blocking or unblocking SSE-C for a general purpose bucket").
 */
export function encryptionFor(
  input: EncryptionInput,
  bucket: Bucket,
  errors: S3Errors,
): Encryption {
  const rule = defaultRule(bucket)
  if (isCustomerKey(input)) {
    const encryption = customerEncryption(input, errors)
    if (!rule?.BlockedEncryptionTypes?.EncryptionType?.includes('NONE')) errors.fail('AccessDenied')
    return encryption
  }
  const byDefault = rule?.ApplyServerSideEncryptionByDefault
  const algorithm = input.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? 'AES256'
  if (!isAlgorithm(algorithm)) {
    errors.fail('InvalidEncryptionAlgorithmError', {
      ArgumentName: 'x-amz-server-side-encryption',
      ArgumentValue: algorithm,
    })
  }
  if (algorithm === 'AES256') return { ServerSideEncryption: algorithm }
  const keyId = input.SSEKMSKeyId ?? byDefault?.KMSMasterKeyID
  const bucketKey = input.BucketKeyEnabled ?? rule?.BucketKeyEnabled
  return {
    ServerSideEncryption: algorithm,
    ...(keyId !== undefined && { SSEKMSKeyId: keyId }),
    ...(bucketKey && { BucketKeyEnabled: true }),
  }
}

/**
 * Refuses to read an object under a customer's key without that key, and one without with it
 * (answers of real S3 in LocalStack's snapshots).
 */
export function requireKey(encryption: Encryption, input: EncryptionInput, errors: S3Errors): void {
  if (!encryption.SSECustomerKeyMD5) return
  if (!isCustomerKey(input)) {
    errors.fail('InvalidRequest', {
      message:
        'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    })
  }
  const { SSECustomerKeyMD5 } = customerEncryption(input, errors)
  if (SSECustomerKeyMD5 !== encryption.SSECustomerKeyMD5) {
    errors.fail('AccessDenied', {
      message:
        'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    })
  }
}

/** Refuses a part whose customer key is not the upload's. */
export function requireUploadKey(
  encryption: Encryption,
  input: EncryptionInput,
  errors: S3Errors,
): void {
  const sent = isCustomerKey(input)
    ? customerEncryption(input, errors).SSECustomerKeyMD5
    : undefined
  if (sent === encryption.SSECustomerKeyMD5) return
  const isOtherKey = encryption.SSECustomerKeyMD5 !== undefined && sent !== undefined
  errors.fail('InvalidRequest', {
    message: isOtherKey
      ? 'The provided encryption parameters did not match the ones used originally.'
      : 'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
  })
}

/** The bucket's default encryption rule, where one was set. */
export function defaultRule(bucket: Bucket): EncryptionRule | undefined {
  const settings = bucket.settings.get('Encryption') as { Rules?: EncryptionRule[] } | undefined
  return settings?.Rules?.[0]
}

interface EncryptionRule {
  ApplyServerSideEncryptionByDefault?: {
    SSEAlgorithm?: ServerSideEncryption
    KMSMasterKeyID?: string
  }
  BucketKeyEnabled?: boolean
  BlockedEncryptionTypes?: { EncryptionType?: string[] }
}

function isAlgorithm(name: string): boolean {
  return ['AES256', 'aws:kms', 'aws:kms:dsse'].includes(name)
}

function isCustomerKey(input: EncryptionInput): boolean {
  return Boolean(input.SSECustomerAlgorithm ?? input.SSECustomerKey ?? input.SSECustomerKeyMD5)
}

function customerEncryption(input: EncryptionInput, errors: S3Errors): Encryption {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: key } = input
  const argument = { ArgumentName: 'x-amz-server-side-encryption' }
  if (input.ServerSideEncryption) {
    errors.fail('InvalidArgument', {
      ...argument,
      ArgumentValue: input.ServerSideEncryption,
      message:
        'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
    })
  }
  if (!algorithm) {
    errors.fail('InvalidArgument', {
      ...argument,
      message:
        'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
    })
  }
  if (algorithm !== 'AES256') {
    errors.fail('InvalidEncryptionAlgorithmError', { ...argument, ArgumentValue: algorithm })
  }
  if (!key) {
    errors.fail('InvalidArgument', {
      ...argument,
      message:
        'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
    })
  }
  const md5 = hash('md5', Buffer.from(key, 'base64'), 'base64')
  if (input.SSECustomerKeyMD5 !== undefined && input.SSECustomerKeyMD5 !== md5) {
    errors.fail('InvalidArgument', {
      ...argument,
      message: 'The calculated MD5 hash of the key did not match the hash that was provided.',
    })
  }
  return { SSECustomerAlgorithm: algorithm, SSECustomerKeyMD5: md5 }
}
