import type {
  IntelligentTieringAccessTier,
  IntelligentTieringConfiguration,
  PutBucketIntelligentTieringConfigurationRequest,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import type { S3 } from './account.ts'
import { type BucketInput, findBucket } from './find-bucket.ts'
import { midnightAfter } from './lifecycle-dates.ts'
import { appliesTo } from './lifecycle-filter.ts'
import type { Bucket, ObjectVersion } from './state.ts'

/** Days without access until each tier, at least (SDK text of `Tiering`). */
const MINIMUM_DAYS = { ARCHIVE_ACCESS: 90, DEEP_ARCHIVE_ACCESS: 180 } as const
const MAXIMUM_DAYS = 730

/** Objects under 128 KB are never tiered (S3 User Guide, "How S3 Intelligent-Tiering works"). */
const SMALL = 128 * 1024

interface NamedInput extends BucketInput {
  Id?: string | undefined
}

/** The archive tiers of Intelligent-Tiering, which a bucket has to ask for. */
export function tieringOperations(s3: S3): Operations {
  const { errors } = s3
  const find = (input: NamedInput) => {
    const bucket = findBucket(s3, input)
    const configuration = configurationsOf(bucket).find(({ Id }) => Id === input.Id)
    return { bucket, configuration: configuration ?? errors.fail('NoSuchConfiguration') }
  }
  const store = (bucket: Bucket, configurations: IntelligentTieringConfiguration[]) =>
    bucket.settings.set('IntelligentTiering', configurations)
  return {
    PutBucketIntelligentTieringConfiguration(
      input: PutBucketIntelligentTieringConfigurationRequest,
    ) {
      const bucket = findBucket(s3, input)
      const configuration = checkConfiguration(s3, input)
      const others = configurationsOf(bucket).filter(({ Id }) => Id !== input.Id)
      store(bucket, [...others, structuredClone(configuration)])
      return {}
    },
    GetBucketIntelligentTieringConfiguration: (input: NamedInput) => ({
      IntelligentTieringConfiguration: structuredClone(find(input).configuration),
    }),
    ListBucketIntelligentTieringConfigurations(input: BucketInput) {
      const configurations = configurationsOf(findBucket(s3, input))
      return {
        IsTruncated: false,
        ...(configurations.length > 0 && {
          IntelligentTieringConfigurationList: structuredClone(configurations),
        }),
      }
    },
    DeleteBucketIntelligentTieringConfiguration(input: NamedInput) {
      const { bucket } = find(input)
      store(
        bucket,
        configurationsOf(bucket).filter(({ Id }) => Id !== input.Id),
      )
      return {}
    },
  }
}

/**
 * The archive tier that an object of INTELLIGENT_TIERING is in, from the days that nobody read it;
 * undefined for a tier that can be read at once.
 */
export function archiveTierOf(
  bucket: Bucket,
  object: ObjectVersion,
  now: number,
): IntelligentTieringAccessTier | undefined {
  const { content, restore, storageClass, tags } = object
  if (storageClass !== 'INTELLIGENT_TIERING' || content.size < SMALL) return undefined
  const restoredAt = restore && restore.readyAt <= now ? restore.readyAt : 0
  const usedAt = Math.max(object.accessedAt ?? object.lastModified, restoredAt)
  const tiers = configurationsOf(bucket)
    .filter(({ Status, Filter }) => {
      const target = { key: object.key, size: content.size, tags }
      return Status === 'Enabled' && appliesTo({ Filter }, target)
    })
    .flatMap(({ Tierings }) => Tierings ?? [])
    .filter(({ Days }) => midnightAfter(usedAt, Days!) <= now)
    .map(({ AccessTier }) => AccessTier!)
  return tiers.includes('DEEP_ARCHIVE_ACCESS') ? 'DEEP_ARCHIVE_ACCESS' : tiers[0]
}

function configurationsOf(bucket: Bucket): IntelligentTieringConfiguration[] {
  return (bucket.settings.get('IntelligentTiering') ?? []) as IntelligentTieringConfiguration[]
}

function checkConfiguration(
  { errors }: S3,
  input: PutBucketIntelligentTieringConfigurationRequest,
): IntelligentTieringConfiguration {
  const configuration = input.IntelligentTieringConfiguration
  const { Id, Status, Tierings } = configuration ?? {}
  const isWellFormed = (Status === 'Enabled' || Status === 'Disabled') && Tierings?.length
  if (!configuration || !isWellFormed || Id !== input.Id) return errors.fail('MalformedXML')
  for (const { AccessTier, Days } of Tierings) {
    const minimum = AccessTier && MINIMUM_DAYS[AccessTier]
    if (minimum === undefined || Days === undefined) return errors.fail('MalformedXML')
    if (Number.isInteger(Days) && Days >= minimum && Days <= MAXIMUM_DAYS) continue
    const message = `'Days' of ${AccessTier} should be between ${minimum} and ${MAXIMUM_DAYS}`
    errors.fail('InvalidArgument', { message })
  }
  return configuration
}
