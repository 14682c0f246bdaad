import type {
  ListMultipartUploadsInput,
  ListMultipartUploadsOutput,
  ListPartsInput,
  ListPartsOutput,
} from '@aws-sdk/client-glacier'
import { type Account, type Input, isoDate } from './account.ts'
import { pageOf } from './constraints.ts'
import { findVault } from './find-vault.ts'
import { findUpload } from './multipart.ts'
import type { Upload, Vault } from './vault.ts'

/** ListParts and ListMultipartUploads, up to 50 entries a page. */
export function listMultipartOperations(account: Account) {
  return {
    /** ListParts (SDK text), by their ranges. */
    ListParts(input: Input<ListPartsInput>): ListPartsOutput {
      const vault = findVault(account, input)
      const upload = findUpload(account, vault, input)
      const entries = [...upload.parts].toSorted(([a], [b]) => a - b)
      const keyOf = ([index]: (typeof entries)[number]) => String(index * upload.partSize)
      const { page, next } = pageOf(account, { entries, keyOf }, { ...paging(input), max: 50 })
      return {
        ...describe(vault, upload),
        Parts: page.map(([index, { content, treeHash }]) => {
          const start = index * upload.partSize
          return { RangeInBytes: `${start}-${start + content.size - 1}`, SHA256TreeHash: treeHash }
        }),
        ...(next && { Marker: next }),
      }
    },

    /** ListMultipartUploads (SDK text): those under way, in the order they were initiated. */
    ListMultipartUploads(input: Input<ListMultipartUploadsInput>): ListMultipartUploadsOutput {
      const vault = findVault(account, input)
      const entries = [...vault.uploads.values()].filter(({ completed }) => !completed)
      const keyOf = ({ id }: Upload) => id
      const { page, next } = pageOf(account, { entries, keyOf }, { ...paging(input), max: 50 })
      return {
        UploadsList: page.map((upload) => describe(vault, upload)),
        ...(next && { Marker: next }),
      }
    },
  }
}

function paging({ limit, marker }: { limit?: number | undefined; marker?: string | undefined }) {
  return { limit, marker }
}

function describe(vault: Vault, { id, description, partSize, createdAt }: Upload) {
  return {
    MultipartUploadId: id,
    VaultARN: vault.arn,
    ...(description !== undefined && { ArchiveDescription: description }),
    PartSizeInBytes: partSize,
    CreationDate: isoDate(createdAt),
  }
}
