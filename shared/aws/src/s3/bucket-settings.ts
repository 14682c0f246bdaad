import type { Operations } from '../service.ts'
import type { S3 } from './account.ts'
import {
  checkPolicy,
  checkCors,
  checkWebsite,
  checkEncryption,
  checkOwnership,
  checkPublicAccess,
} from './bucket-setting-checks.ts'
import type { S3ErrorCode, S3Errors } from './errors.ts'
import { type BucketInput, findBucket } from './find-bucket.ts'

/** A configuration of a bucket that is checked, kept and returned. */
interface Setting {
  /** The middle of its operations' names: `Policy` of `PutBucketPolicy`. */
  name: string
  /** Whether its operations' names lack the word "Bucket". */
  bare?: boolean
  /** The member that carries it in the input of its `Put` operation. */
  member: string
  /** Whether `Get` returns it under `member`; else its own members. */
  isWrapped: boolean
  /** What `Get` answers where there is none: an error, or a default. */
  absent: S3ErrorCode | object
  /** Throws where S3 would refuse the configuration. */
  check?(value: never, errors: S3Errors): void
}

const SETTINGS: readonly Setting[] = [
  {
    name: 'Policy',
    member: 'Policy',
    isWrapped: true,
    absent: 'NoSuchBucketPolicy',
    check: checkPolicy,
  },
  {
    name: 'Cors',
    member: 'CORSConfiguration',
    isWrapped: false,
    absent: 'NoSuchCORSConfiguration',
    check: checkCors,
  },
  {
    name: 'Website',
    member: 'WebsiteConfiguration',
    isWrapped: false,
    absent: 'NoSuchWebsiteConfiguration',
    check: checkWebsite,
  },
  {
    name: 'Encryption',
    member: 'ServerSideEncryptionConfiguration',
    isWrapped: true,
    absent: {
      Rules: [
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
      ],
    },
    check: checkEncryption,
  },
  {
    name: 'OwnershipControls',
    member: 'OwnershipControls',
    isWrapped: true,
    absent: 'OwnershipControlsNotFoundError',
    check: checkOwnership,
  },
  {
    name: 'PublicAccessBlock',
    bare: true,
    member: 'PublicAccessBlockConfiguration',
    isWrapped: true,
    absent: 'NoSuchPublicAccessBlockConfiguration',
    check: checkPublicAccess,
  },
]

/** Configurations that the fake keeps and returns without acting on them. */
export function bucketSettingsOperations(s3: S3): Operations {
  return Object.assign({}, ...SETTINGS.map((setting) => settingOperations(s3, setting)))
}

function settingOperations(s3: S3, setting: Setting): Operations {
  const { absent, isWrapped, member, name } = setting
  const subject = setting.bare ? name : `Bucket${name}`
  return {
    [`Put${subject}`](input: BucketInput & Record<string, unknown>) {
      const bucket = findBucket(s3, input)
      const value = input[member]
      if (value === undefined || value === null) s3.errors.fail('MalformedXML')
      setting.check?.(value as never, s3.errors)
      bucket.settings.set(name, structuredClone(value))
      return {}
    },
    [`Get${subject}`](input: BucketInput) {
      const bucket = findBucket(s3, input)
      const value = bucket.settings.get(name) ?? (typeof absent === 'object' ? absent : undefined)
      if (value === undefined) {
        return s3.errors.fail(absent as S3ErrorCode, { BucketName: bucket.name })
      }
      const copy = structuredClone(value)
      return isWrapped ? { [member]: copy } : (copy as object)
    },
    [`Delete${subject}`](input: BucketInput) {
      findBucket(s3, input).settings.delete(name)
      return {}
    },
  }
}
