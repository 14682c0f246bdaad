import type {
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationRequest,
  HeadBucketRequest,
  ListBucketsRequest,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { SortedMap } from '../sorted-map.ts'
import { ownerOf, present, type S3 } from './account.ts'
import { aclOf } from './acls.ts'
import { withoutErrorBody } from './errors.ts'
import { findBucket } from './find-bucket.ts'
import type { Bucket } from './state.ts'
import { checkTags } from './tags.ts'
import { compareUtf8 } from './utf8-order.ts'

const OWNERSHIPS: readonly string[] = [
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
]
const HOME = 'us-east-1'

/** Making, finding and removing buckets. */
export function bucketOperations(s3: S3): Operations {
  const { buckets, errors, world } = s3
  return {
    CreateBucket(input: CreateBucketRequest) {
      const name = checkName(s3, input.Bucket!)
      checkLocation(s3, input)
      const settings = settingsOf(s3, input)
      const location = {
        Location: world.region === HOME ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
      }
      const existing = buckets.get(name)
      if (!existing) buckets.set(name, newBucket(s3, input, settings))
      else if (world.region !== HOME) errors.fail('BucketAlreadyOwnedByYou', { BucketName: name })
      else existing.settings.set('Acl', settings.get('Acl'))
      return { ...location, BucketArn: arnOf(name) }
    },
    HeadBucket: (input: HeadBucketRequest) =>
      withoutErrorBody(errors, () => {
        const { region, name } = findBucket(s3, input)
        return { BucketArn: arnOf(name), BucketRegion: region, AccessPointAlias: false }
      }),
    ListBuckets(input: ListBucketsRequest = {}) {
      const { Prefix = '', BucketRegion, ContinuationToken, MaxBuckets } = input
      if (MaxBuckets !== undefined && !(MaxBuckets >= 1 && MaxBuckets <= 10_000)) {
        errors.fail('InvalidArgument', { ArgumentName: 'max-buckets', ArgumentValue: MaxBuckets })
      }
      const after = ContinuationToken && Buffer.from(ContinuationToken, 'base64').toString()
      const named = [...buckets.values()]
        .filter(({ name }) => name.startsWith(Prefix) && (!after || name > after))
        .filter(({ region }) => BucketRegion === undefined || region === BucketRegion)
        .sort((a, b) => compareUtf8(a.name, b.name))
      const page = named.slice(0, MaxBuckets)
      const last = page.length < named.length ? page.at(-1)?.name : undefined
      const isPaged = MaxBuckets !== undefined
      return present({
        Buckets: page.map(({ name, createdAt, region }) => ({
          Name: name,
          CreationDate: new Date(createdAt),
          ...(isPaged && { BucketRegion: region }),
          BucketArn: arnOf(name),
        })),
        Owner: ownerOf(s3),
        ContinuationToken: last && Buffer.from(last).toString('base64'),
        Prefix: input.Prefix,
      })
    },
    DeleteBucket(input: DeleteBucketRequest) {
      const bucket = findBucket(s3, input)
      if (bucket.objects.size > 0) {
        const isVersioned = bucket.versioning !== undefined
        const hint = ' You must delete all versions in the bucket.'
        errors.fail('BucketNotEmpty', {
          BucketName: bucket.name,
          ...(isVersioned && { message: `The bucket you tried to delete is not empty.${hint}` }),
        })
      }
      buckets.delete(bucket.name)
      return {}
    },
    GetBucketLocation(input: GetBucketLocationRequest) {
      const { region } = findBucket(s3, input)
      return region === HOME ? {} : { LocationConstraint: region }
    },
  }
}

function newBucket(
  { world }: S3,
  input: CreateBucketRequest,
  settings: Map<string, unknown>,
): Bucket {
  const now = world.clock.now()
  const isLocked = input.ObjectLockEnabledForBucket === true
  return {
    name: input.Bucket!,
    createdAt: Math.floor(now / 1000) * 1000,
    region: input.CreateBucketConfiguration?.LocationConstraint ?? world.region,
    versioning: isLocked ? 'Enabled' : undefined,
    objects: new SortedMap(compareUtf8),
    uploads: new SortedMap(compareUtf8),
    lifecycle: undefined,
    lifecycleRanAt: now,
    objectLock: isLocked ? {} : undefined,
    settings,
  }
}

/** What a new bucket is set to: since April 2023 it blocks public access and has no ACLs. */
function settingsOf(s3: S3, input: CreateBucketRequest): Map<string, unknown> {
  const ObjectOwnership = input.ObjectOwnership ?? 'BucketOwnerEnforced'
  if (!OWNERSHIPS.includes(ObjectOwnership)) {
    s3.errors.fail('InvalidArgument', {
      ArgumentName: 'x-amz-object-ownership',
      message: `Invalid x-amz-object-ownership header: ${ObjectOwnership}`,
    })
  }
  const tags = input.CreateBucketConfiguration?.Tags
  return new Map<string, unknown>([
    ['Acl', aclOf(s3, ObjectOwnership, input)],
    ['OwnershipControls', { Rules: [{ ObjectOwnership }] }],
    [
      'PublicAccessBlock',
      {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    ],
    ...(tags?.length ? [['Tagging', checkTags(tags, 'bucket', s3.errors)] as const] : []),
  ])
}

/** Bucket naming rules (S3 User Guide, "General purpose bucket naming rules"). */
function checkName({ errors }: S3, name: string): string {
  const isValid =
    /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-$)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  if (!isValid) errors.fail('InvalidBucketName', { BucketName: name })
  return name
}

/** Outside us-east-1 a bucket's location must be said, and be the endpoint's own. */
function checkLocation({ errors, world }: S3, input: CreateBucketRequest) {
  const { region } = world
  const wanted: string | undefined = input.CreateBucketConfiguration?.LocationConstraint
  if (wanted === HOME && region === HOME) {
    errors.fail('InvalidLocationConstraint', { LocationConstraint: wanted })
  }
  if (region !== HOME && wanted !== region) {
    errors.fail('IllegalLocationConstraintException', {
      message: `The ${wanted ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    })
  }
}

function arnOf(name: string): string {
  return `arn:aws:s3:::${name}`
}
