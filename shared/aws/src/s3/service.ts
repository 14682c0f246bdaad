import type { Memory, Service } from '../service.ts'
import type { S3 } from './account.ts'
import { aclOperations } from './acls.ts'
import { bucketSettingsOperations } from './bucket-settings.ts'
import { bucketOperations } from './buckets.ts'
import { completeMultipartOperations } from './complete-multipart.ts'
import { copyOperations } from './copies.ts'
import { deleteOperations } from './deletes.ts'
import { s3Errors } from './errors.ts'
import { lifecycleOperations } from './lifecycle.ts'
import { listObjectsOperations } from './list-objects.ts'
import { listUploadsOperations } from './list-uploads.ts'
import { listVersionsOperations } from './list-versions.ts'
import { multipartOperations } from './multipart.ts'
import { objectAttributesOperations } from './object-attributes.ts'
import { objectLockOperations } from './object-lock.ts'
import { objectOperations } from './objects.ts'
import { restoreOperations } from './restore.ts'
import { taggingOperations } from './tagging.ts'
import { tieringOperations } from './tiering.ts'
import { versioningOperations } from './versioning.ts'

const TOPICS = [
  aclOperations,
  bucketOperations,
  bucketSettingsOperations,
  completeMultipartOperations,
  copyOperations,
  deleteOperations,
  lifecycleOperations,
  listObjectsOperations,
  listUploadsOperations,
  listVersionsOperations,
  multipartOperations,
  objectAttributesOperations,
  objectLockOperations,
  objectOperations,
  restoreOperations,
  taggingOperations,
  tieringOperations,
  versioningOperations,
]

/** The S3 fake: the general purpose buckets of one account in one region. */
export const s3: Service = {
  name: 'S3',
  client: 'S3Client',
  sdk: () => import('@aws-sdk/client-s3'),
  // It sets when an object was last used, by which Intelligent-Tiering moves it.
  readsWithTrace: ['GetObject'],
  create(world, sdk, memory) {
    const account = newAccount({ world, errors: s3Errors(sdk) }, memory)
    return Object.assign({}, ...TOPICS.map((operations) => operations(account)))
  },
}

/** What an S3 holds. */
type State = Pick<S3, 'buckets' | 'versionIds' | 'uploadIds'> & { serial: number }

function newAccount(parts: Pick<S3, 'world' | 'errors'>, memory: Memory | undefined): S3 {
  const empty = { buckets: new Map(), versionIds: new Map(), uploadIds: new Map(), serial: 0 }
  const state: State = { ...empty, ...memory?.restored }
  memory?.keep(() => ({ ...state }))
  return { ...parts, ...state, nextSerial: () => ++state.serial }
}
