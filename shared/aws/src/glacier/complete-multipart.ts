import type { ArchiveCreationOutput, CompleteMultipartUploadInput } from '@aws-sdk/client-glacier'
import { concat } from '../content.ts'
import { type Account, type Input } from './account.ts'
import { addArchive, archiveCreated, requireTreeHash } from './archives.ts'
import { invalid, requireText } from './constraints.ts'
import { findVault } from './find-vault.ts'
import { uploadNotFound } from './multipart.ts'
import { rootOf } from './tree-hash.ts'
import type { Archive, Part, Upload } from './vault.ts'

/** CompleteMultipartUpload. */
export function completeOperations(account: Account) {
  return {
    /**
     * CompleteMultipartUpload (SDK text): size and tree hash must be those of the parts together.
     * It is idempotent for a while after it succeeded.
     */
    CompleteMultipartUpload(input: Input<CompleteMultipartUploadInput>): ArchiveCreationOutput {
      const vault = findVault(account, input)
      const id = requireText(account, ['uploadId', input.uploadId])
      const upload = vault.uploads.get(id)
      if (!upload) throw uploadNotFound(account, id)
      const assembled = upload.completed?.archive ?? assemble(account, upload)
      requireSize(account, assembled.content.size, input.archiveSize)
      requireTreeHash(account, assembled.treeHash, input.checksum)
      upload.completed ??= {
        archive: addArchive(account, vault, { ...assembled, description: upload.description }),
        at: account.world.clock.now(),
      }
      upload.parts.clear()
      return archiveCreated(account, vault, upload.completed.archive)
    },
  }
}

/** Puts the parts in a row; throws InvalidParameterValueException where bytes are missing. */
function assemble(
  account: Account,
  { id, parts, partSize }: Upload,
): Pick<Archive, 'content' | 'leaves' | 'treeHash'> {
  const inOrder: Part[] = []
  for (let index = 0; index < parts.size; index++) {
    const part = parts.get(index)
    const isLast = index === parts.size - 1
    if (!part || (!isLast && part.content.size < partSize)) throw gap(account, id)
    inOrder.push(part)
  }
  if (inOrder.length === 0) throw gap(account, id)
  // A part is a whole number of leaves, so the leaves of the parts are those of the archive.
  const leaves = inOrder.flatMap((part) => part.leaves)
  return {
    content: concat(inOrder.map(({ content }) => content)),
    leaves,
    treeHash: rootOf(leaves),
  }
}

/** AWS's text is not published. */
function gap(account: Account, uploadId: string): Error {
  return invalid(account, `Missing content ranges in the multipart upload: ${uploadId}`)
}

/** AWS's text is not published. */
function requireSize(account: Account, size: number, text: string | undefined): void {
  const sent = requireText(account, ['x-amz-archive-size', text])
  if (sent === String(size)) return
  throw invalid(account, `Invalid archive size: expected ${sent}, computed ${size}`)
}
