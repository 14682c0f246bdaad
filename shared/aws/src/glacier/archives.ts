import type {
  ArchiveCreationOutput,
  DeleteArchiveInput,
  UploadArchiveInput,
} from '@aws-sdk/client-glacier'
import { type Content, contentOf } from '../content.ts'
import { type Account, type BodyInput, type Input, location, newId } from './account.ts'
import { checkDescription, invalid, requireText } from './constraints.ts'
import { findVault } from './find-vault.ts'
import { markChanged } from './inventory.ts'
import { type Digest, leavesOf, rootOf } from './tree-hash.ts'
import type { Archive, Vault } from './vault.ts'

/** The largest archive of one request: 4 GiB (developer guide, "Uploading an Archive"). */
const SINGLE_UPLOAD_LIMIT = 4 * 2 ** 30

/** UploadArchive and DeleteArchive. */
export function archiveOperations(account: Account) {
  return {
    /** UploadArchive (SDK text): 1 byte to 4 GiB, whose tree hash is checked. */
    UploadArchive(input: BodyInput<UploadArchiveInput>): ArchiveCreationOutput {
      const vault = findVault(account, input)
      const description = checkDescription(account, input.archiveDescription)
      const content = contentOf(input.body)
      if (content.size === 0 || content.size > SINGLE_UPLOAD_LIMIT) {
        throw invalid(account, `Invalid Content-Length: ${content.size}`)
      }
      const hashed = checkTreeHash(account, content, input.checksum)
      const archive = addArchive(account, vault, { description, content, ...hashed })
      return archiveCreated(account, vault, archive)
    },

    /**
     * DeleteArchive (SDK text); deleting one that is gone is no error. A job that is retrieving it
     * fails, one that is done keeps its output.
     */
    DeleteArchive(input: Input<DeleteArchiveInput>): object {
      const vault = findVault(account, input)
      const id = requireText(account, ['archiveId', input.archiveId])
      const now = account.world.clock.now()
      if (!vault.archives.delete(id)) return {}
      markChanged(vault, now)
      for (const job of vault.jobs.values()) {
        if (job.action !== 'ArchiveRetrieval' || job.archive.id !== id) continue
        job.failed ||= now < job.completesAt
      }
      return {}
    },
  }
}

/** Puts an archive into a vault. */
export function addArchive(
  account: Account,
  vault: Vault,
  parts: Pick<Archive, 'content' | 'leaves' | 'treeHash'> & { description: string | undefined },
): Archive {
  const now = account.world.clock.now()
  const archive: Archive = {
    ...parts,
    id: newId(account, 103),
    place: vault.archivesMade++,
    description: parts.description ?? '',
    createdAt: now,
  }
  vault.archives.set(archive.id, archive)
  vault.firstArchiveAt ??= now
  markChanged(vault, now)
  return archive
}

/** What AWS answers when there is a new archive. */
export function archiveCreated(
  account: Account,
  vault: Vault,
  { id, treeHash }: Archive,
): ArchiveCreationOutput {
  return {
    location: location(account, vault.name, 'archives', id),
    checksum: treeHash,
    archiveId: id,
  }
}

/**
 * Hashes a body and compares the root with what the client says of it. Throws
 * MissingParameterValueException where it says nothing (the SDK computes it), and
 * InvalidParameterValueException.
 */
export function checkTreeHash(
  account: Account,
  content: Content,
  sent: string | undefined,
): { leaves: Digest[]; treeHash: string } {
  const leaves = leavesOf(content.chunks)
  const treeHash = rootOf(leaves)
  requireTreeHash(account, treeHash, sent)
  return { leaves, treeHash }
}

/** Compares the tree hash that a client sent with the one that AWS computed. */
export function requireTreeHash(
  account: Account,
  computed: string,
  sent: string | undefined,
): void {
  const expected = requireText(account, ['x-amz-sha256-tree-hash', sent])
  if (expected.toLowerCase() === computed) return
  throw invalid(account, `Checksum mismatch: expected ${expected}, computed ${computed}`)
}
