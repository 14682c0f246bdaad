import type {
  AbortMultipartUploadInput,
  InitiateMultipartUploadInput,
  InitiateMultipartUploadOutput,
  UploadMultipartPartInput,
  UploadMultipartPartOutput,
} from '@aws-sdk/client-glacier'
import { contentOf } from '../content.ts'
import { type Account, type BodyInput, failure, type Input, location, newId } from './account.ts'
import { checkTreeHash } from './archives.ts'
import { checkDescription, invalid, requireText } from './constraints.ts'
import { findVault } from './find-vault.ts'
import { MIB } from './tree-hash.ts'
import { HOUR, type Upload, type Vault } from './vault.ts'

/** Parts of one upload (developer guide, "Uploading Large Archives in Parts", quick facts). */
const MAX_PARTS = 10_000

/** How long aborting again succeeds; AWS says "for a short time". */
const ABORTED_UPLOAD_LIFETIME = HOUR

/** InitiateMultipartUpload, UploadMultipartPart and AbortMultipartUpload. */
export function multipartOperations(account: Account) {
  const { clock } = account.world
  return {
    /** InitiateMultipartUpload (SDK text): parts of 1 MiB times a power of two, up to 4 GiB. */
    InitiateMultipartUpload(
      input: Input<InitiateMultipartUploadInput>,
    ): InitiateMultipartUploadOutput {
      const vault = findVault(account, input)
      const upload: Upload = {
        id: newId(account, 69),
        description: checkDescription(account, input.archiveDescription),
        partSize: checkPartSize(account, input.partSize),
        createdAt: clock.now(),
        usedAt: clock.now(),
        parts: new Map(),
        completed: undefined,
      }
      vault.uploads.set(upload.id, upload)
      return {
        location: location(account, vault.name, 'multipart-uploads', upload.id),
        uploadId: upload.id,
      }
    },

    /**
     * UploadMultipartPart (SDK text): a part replaces the one that begins at the same byte. One
     * that is shorter than the others is taken anywhere; completing fails then, if it is not last.
     */
    UploadMultipartPart(input: BodyInput<UploadMultipartPartInput>): UploadMultipartPartOutput {
      const upload = findUpload(account, findVault(account, input), input)
      const content = contentOf(input.body)
      const index = partIndex(account, upload, { range: input.range, length: content.size })
      const hashed = checkTreeHash(account, content, input.checksum)
      upload.parts.set(index, { content, ...hashed })
      upload.usedAt = clock.now()
      return { checksum: hashed.treeHash }
    },

    /** AbortMultipartUpload (SDK text): for an hour also again, not for a completed upload. */
    AbortMultipartUpload(input: Input<AbortMultipartUploadInput>): object {
      const vault = findVault(account, input)
      if (vault.abortedUploads.has(input.uploadId ?? '')) return {}
      const { id } = findUpload(account, vault, input)
      vault.uploads.delete(id)
      vault.abortedUploads.set(id, clock.now() + ABORTED_UPLOAD_LIFETIME)
      return {}
    },
  }
}

/** Returns an upload under way; throws ResourceNotFoundException if there is none. */
export function findUpload(
  account: Account,
  vault: Vault,
  { uploadId }: { uploadId: string | undefined },
): Upload {
  const id = requireText(account, ['uploadId', uploadId])
  const upload = vault.uploads.get(id)
  if (upload && !upload.completed) return upload
  throw uploadNotFound(account, id)
}

/** Makes the error for an upload that does not exist (any more). */
export function uploadNotFound(account: Account, id: string): Error {
  return failure(account, 'ResourceNotFoundException', `The upload ID was not found: ${id}`)
}

function checkPartSize(account: Account, text: string | undefined): number {
  const size = Number(requireText(account, ['x-amz-part-size', text]))
  const isPower = Number.isInteger(Math.log2(size))
  if (isPower && size >= MIB && size <= 4096 * MIB) return size
  const rule = `must be a power of two and be between ${MIB} and ${4096 * MIB} bytes.`
  throw invalid(account, `Invalid part size: ${text}. Part size must not be null, ${rule}`)
}

/** Says which part of an upload a `Content-Range` names. */
function partIndex(
  account: Account,
  { partSize }: Upload,
  { range, length }: { range: string | undefined; length: number },
): number {
  const text = requireText(account, ['Content-Range', range])
  const [, first, last] = /^bytes (\d+)-(\d+)\/(?:\*|\d+)$/.exec(text) ?? []
  const start = Number(first)
  const size = Number(last) + 1 - start
  if (first === undefined || size < 1) {
    throw invalid(account, `Invalid Content-Range: ${text}`)
  }
  if (size !== length) {
    throw invalid(account, `Content-Range: ${text} is incompatible with Content-Length: ${length}`)
  }
  if (start % partSize !== 0 || size > partSize) {
    // AWS's text is not published.
    throw invalid(account, `Content-Range: ${text} is incompatible with part size: ${partSize}`)
  }
  const index = start / partSize
  if (index < MAX_PARTS) return index
  const limit = `It exceeds the limit of ${MAX_PARTS} parts.`
  const message = `This is part number ${index + 1} for the current multipart upload. ${limit}`
  throw invalid(account, message)
}
