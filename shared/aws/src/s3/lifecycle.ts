import type {
  GetBucketLifecycleConfigurationOutput,
  LifecycleRule,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { type S3 } from './account.ts'
import { type BucketInput, findBucket } from './find-bucket.ts'
import { checkLifecycle } from './lifecycle-validation.ts'
import type { Lifecycle } from './state.ts'

const MINIMUM_SIZES: readonly string[] = ['all_storage_classes_128K', 'varies_by_storage_class']

/** The lifecycle configuration of a bucket: each `Put` replaces it as a whole. */
export function lifecycleOperations(s3: S3): Operations {
  return {
    PutBucketLifecycleConfiguration(input: PutBucketLifecycleConfigurationRequest) {
      const bucket = findBucket(s3, input)
      const rules = input.LifecycleConfiguration?.Rules
      checkLifecycle(rules, s3.errors)
      const minimumSize = minimumSizeOf(s3, input.TransitionDefaultMinimumObjectSize)
      bucket.lifecycle = { rules: rules.map((rule) => named(s3, rule)), minimumSize }
      return { TransitionDefaultMinimumObjectSize: minimumSize }
    },
    GetBucketLifecycleConfiguration(input: BucketInput): GetBucketLifecycleConfigurationOutput {
      const { lifecycle, name } = findBucket(s3, input)
      if (!lifecycle) return s3.errors.fail('NoSuchLifecycleConfiguration', { BucketName: name })
      return {
        Rules: structuredClone(lifecycle.rules),
        TransitionDefaultMinimumObjectSize: lifecycle.minimumSize,
      }
    },
    DeleteBucketLifecycle(input: BucketInput) {
      findBucket(s3, input).lifecycle = undefined
      return {}
    },
  }
}

function minimumSizeOf({ errors }: S3, asked = 'all_storage_classes_128K') {
  if (MINIMUM_SIZES.includes(asked)) return asked as Lifecycle['minimumSize']
  const message = `Invalid TransitionDefaultMinimumObjectSize found: ${asked}`
  return errors.fail('InvalidRequest', { message })
}

/** A copy of a rule; one without an ID gets one of the form S3 makes. */
function named({ world }: S3, rule: LifecycleRule): LifecycleRule {
  const hex = world.randomHex(16)
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { ...structuredClone(rule), ID: rule.ID || Buffer.from(uuid).toString('base64') }
}
