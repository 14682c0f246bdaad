import type {
  Grant,
  ObjectOwnership,
  PutBucketAclRequest,
  PutObjectAclRequest,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { ownerOf, type S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import { findObject, type ObjectInput } from './find-object.ts'
import type { Bucket } from './state.ts'

/** The members of an input that ask for an access control list. */
export interface AclInput {
  ACL?: string | undefined
  GrantFullControl?: string | undefined
  GrantRead?: string | undefined
  GrantReadACP?: string | undefined
  GrantWrite?: string | undefined
  GrantWriteACP?: string | undefined
}

const CANNED = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
]
const GROUPS = 'http://acs.amazonaws.com/groups/global'

/** The access control lists of buckets and objects: canned ones, kept and returned. */
export function aclOperations(s3: S3): Operations {
  return {
    PutBucketAcl(input: PutBucketAclRequest) {
      const bucket = findBucket(s3, input)
      bucket.settings.set('Acl', requestedAcl(s3, bucket, input))
      return {}
    },
    GetBucketAcl(input: ObjectInput) {
      const grants = findBucket(s3, input).settings.get('Acl') as Grant[] | undefined
      return { Owner: ownerOf(s3), Grants: structuredClone(grants ?? privateAcl(s3)) }
    },
    PutObjectAcl(input: PutObjectAclRequest) {
      const { bucket, object } = findObject(s3, input, 'PUT')
      object.acl = requestedAcl(s3, bucket, input)
      return {}
    },
    GetObjectAcl(input: ObjectInput) {
      const { object } = findObject(s3, input)
      return { Owner: ownerOf(s3), Grants: structuredClone(object.acl) }
    },
  }
}

/**
 * The grants of a new bucket or object. Throws InvalidArgument for an unknown canned list and
 * AccessControlListNotSupported where the bucket's owner alone decides, as is the default.
 */
export function aclOf(s3: S3, ownership: ObjectOwnership | undefined, input: AclInput): Grant[] {
  const { ACL } = input
  if (ACL !== undefined && !CANNED.includes(ACL)) {
    s3.errors.fail('InvalidArgument', { ArgumentName: 'x-amz-acl', ArgumentValue: ACL })
  }
  const header = Object.keys(input).find((name) => /^Grant(Read|Write|FullControl)/.test(name))
  const isGranted = header !== undefined && input[header as keyof AclInput] !== undefined
  const isOwners = (ACL ?? 'private') === 'private' || ACL === 'bucket-owner-full-control'
  if (ownership === 'BucketOwnerEnforced' && (isGranted || !isOwners)) {
    s3.errors.fail('AccessControlListNotSupported')
  }
  if (isGranted) {
    s3.errors.fail('NotImplemented', { Header: header, message: `${header} is not emulated` })
  }
  return [...privateAcl(s3), ...grantsOf(ACL)]
}

/** Who owns new objects of a bucket; `BucketOwnerEnforced` unless it was set otherwise. */
export function ownershipOf(bucket: Bucket): ObjectOwnership | undefined {
  const controls = bucket.settings.get('OwnershipControls') as
    | { Rules?: { ObjectOwnership?: ObjectOwnership }[] }
    | undefined
  return controls?.Rules?.[0]?.ObjectOwnership
}

function requestedAcl(s3: S3, bucket: Bucket, input: PutBucketAclRequest | PutObjectAclRequest) {
  const ownership = ownershipOf(bucket)
  if (!input.AccessControlPolicy) {
    const isEmpty = !Object.keys(input).some((name) => name === 'ACL' || name.startsWith('Grant'))
    if (isEmpty) s3.errors.fail('MissingSecurityHeader', { MissingHeaderName: 'x-amz-acl' })
    return aclOf(s3, ownership, input)
  }
  if (ownership === 'BucketOwnerEnforced') s3.errors.fail('AccessControlListNotSupported')
  const { Grants, Owner } = input.AccessControlPolicy
  if (!Grants || !Owner?.ID) return s3.errors.fail('MalformedACLError')
  return structuredClone(Grants)
}

function privateAcl(s3: S3): Grant[] {
  const owner = { Type: 'CanonicalUser', ID: ownerOf(s3).ID } as const
  return [{ Grantee: owner, Permission: 'FULL_CONTROL' }]
}

function grantsOf(canned: string | undefined): Grant[] {
  const group = (name: string, Permission: 'READ' | 'WRITE'): Grant => ({
    Grantee: { Type: 'Group', URI: `${GROUPS}/${name}` },
    Permission,
  })
  if (canned === 'public-read') return [group('AllUsers', 'READ')]
  if (canned === 'public-read-write') return [group('AllUsers', 'READ'), group('AllUsers', 'WRITE')]
  if (canned === 'authenticated-read') return [group('AuthenticatedUsers', 'READ')]
  return []
}
