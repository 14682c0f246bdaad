import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type DeleteMarkerEntry,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'

export interface Plan {
  copied: string[]
  deleted: string[]
  failed: { key: string; code: string }[]
}

const GiB = 2 ** 30
const COPY_LIMIT = 5 * GiB
const PART = GiB
const DELETE_LIMIT = 1_000

/** One version of a key; a delete marker has no ETag. */
interface Version {
  key: string
  versionId: string
  lastModified: Date
  isLatest: boolean
  etag?: string
  size: number
}

export async function restoreAsOf(
  bucket: string,
  prefix: string,
  at: Date,
  { client }: { client: S3Client },
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Plan> {
  const plan: Plan = { copied: [], deleted: [], failed: [] }
  const toDelete: string[] = []
  for (const [key, versions] of await readVersions(client, bucket, prefix)) {
    const current = versions.find(({ isLatest }) => isLatest)
    const then = versions
      .filter(({ lastModified }) => lastModified <= at)
      .sort((a, b) => b.lastModified.getTime() - a.lastModified.getTime())[0]
    if (then?.etag === current?.etag) continue
    if (!then?.etag) toDelete.push(key)
    else {
      try {
        if (!dryRun) await copyBack(client, { Bucket: bucket, Key: key }, then)
        plan.copied.push(key)
      } catch (error) {
        plan.failed.push({ key, code: (error as Error).name })
      }
    }
  }
  for (let start = 0; start < toDelete.length; start += DELETE_LIMIT) {
    const keys = toDelete.slice(start, start + DELETE_LIMIT)
    const failed = dryRun ? [] : await putDeleteMarkers(client, bucket, keys)
    plan.failed.push(...failed)
    plan.deleted.push(...keys.filter((key) => failed.every((failure) => failure.key !== key)))
  }
  plan.copied.sort()
  plan.deleted.sort()
  plan.failed.sort((a, b) => (a.key < b.key ? -1 : 1))
  return plan
}

async function readVersions(
  client: S3Client,
  bucket: string,
  prefix: string,
): Promise<Map<string, Version[]>> {
  const byKey = new Map<string, Version[]>()
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {}
  for (;;) {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...markers }),
    )
    const objects = (page.Versions ?? []).map((entry) => ({
      ...versionOf(entry),
      etag: entry.ETag!,
      size: entry.Size!,
    }))
    for (const version of [...objects, ...(page.DeleteMarkers ?? []).map(versionOf)]) {
      byKey.set(version.key, [...(byKey.get(version.key) ?? []), version])
    }
    if (!page.IsTruncated) return byKey
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
  }
}

function versionOf({ Key, VersionId, LastModified, IsLatest }: DeleteMarkerEntry): Version {
  return {
    key: Key!,
    versionId: VersionId!,
    lastModified: LastModified!,
    isLatest: IsLatest!,
    size: 0,
  }
}

interface Target {
  Bucket: string
  Key: string
}

async function copyBack(client: S3Client, target: Target, version: Version): Promise<void> {
  const { Bucket, Key } = target
  const CopySource = `${Bucket}/${encodeURIComponent(Key)}?versionId=${version.versionId}`
  if (version.size <= COPY_LIMIT) {
    await client.send(new CopyObjectCommand({ ...target, CopySource }))
    return
  }
  const { ContentType, Metadata } = await client.send(
    new HeadObjectCommand({ ...target, VersionId: version.versionId }),
  )
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...target, ContentType, Metadata }),
  )
  try {
    const Parts: CompletedPart[] = []
    for (let start = 0; start < version.size; start += PART) {
      const CopySourceRange = `bytes=${start}-${Math.min(start + PART, version.size) - 1}`
      const PartNumber = Parts.length + 1
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({ ...target, UploadId, PartNumber, CopySource, CopySourceRange }),
      )
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag })
    }
    const MultipartUpload = { Parts }
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }))
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => {})
    throw error
  }
}

async function putDeleteMarkers(
  client: S3Client,
  bucket: string,
  keys: string[],
): Promise<Plan['failed']> {
  const { Errors = [] } = await client.send(
    new DeleteObjectsCommand({
      Bucket: bucket,
      Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },
    }),
  )
  return Errors.map(({ Key, Code }) => ({ key: Key!, code: Code! }))
}
