import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'

interface State {
  latest: string | undefined
  wanted?: { time: number; id: string; etag: string | undefined; size: number }
}

/** Keeps two facts of each key, not its versions, and deletes keys one by one. */
export async function restoreAsOf(
  bucket: string,
  prefix: string,
  at: Date,
  { client }: { client: S3Client },
  options: { dryRun?: boolean } = {},
) {
  const states: Record<string, State> = Object.create(null)
  let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}
  while (next) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        EncodingType: 'url',
        ...next,
      }),
    )
    for (const version of page.Versions ?? []) note(version)
    for (const marker of page.DeleteMarkers ?? []) note(marker)
    next = undefined
    if (page.IsTruncated) {
      const { NextKeyMarker, NextVersionIdMarker } = page
      next = { KeyMarker: decode(NextKeyMarker!), VersionIdMarker: NextVersionIdMarker! }
    }
  }
  const copied: string[] = []
  const deleted: string[] = []
  const failed: { key: string; code: string }[] = []
  for (const key of Object.keys(states).sort()) {
    const { latest, wanted } = states[key]!
    if (latest === wanted?.etag) continue
    try {
      if (!options.dryRun) await bring(key, wanted)
      const list = wanted?.etag ? copied : deleted
      list.push(key)
    } catch (error) {
      failed.push({ key, code: (error as Error).name })
    }
  }
  return { copied, deleted, failed }

  function note(entry: {
    Key?: string | undefined
    VersionId?: string | undefined
    LastModified?: Date | undefined
    IsLatest?: boolean | undefined
    ETag?: string | undefined
    Size?: number | undefined
  }) {
    const state = (states[decode(entry.Key!)] ??= { latest: undefined })
    const { VersionId: id = 'null', ETag: etag, Size: size = 0 } = entry
    if (entry.IsLatest) state.latest = etag
    const time = entry.LastModified!.getTime()
    const isNewer = time > (state.wanted?.time ?? -Infinity)
    if (time <= at.getTime() && isNewer) state.wanted = { time, id, etag, size }
  }

  async function bring(Key: string, wanted: State['wanted']) {
    const object = { Bucket: bucket, Key }
    if (!wanted?.etag) return void (await client.send(new DeleteObjectCommand(object)))
    const path = Key.split('/').map(encodeURIComponent).join('/')
    const CopySource = `/${bucket}/${path}?versionId=${wanted.id}`
    if (wanted.size <= 5_368_709_120) {
      return void (await client.send(new CopyObjectCommand({ ...object, CopySource })))
    }
    const head = await client.send(new HeadObjectCommand({ ...object, VersionId: wanted.id }))
    const { CacheControl, ContentEncoding, ContentType, Metadata } = head
    const described = { ...object, CacheControl, ContentEncoding, ContentType, Metadata }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(described))
    const partSize = Math.ceil(wanted.size / 10)
    const copies = await Promise.allSettled(
      Array.from({ length: 10 }, async (_, index) => {
        const end = Math.min((index + 1) * partSize, wanted.size) - 1
        const part = { ...object, UploadId, PartNumber: index + 1, CopySource }
        const CopySourceRange = `bytes=${index * partSize}-${end}`
        const command = new UploadPartCopyCommand({ ...part, CopySourceRange })
        return { PartNumber: index + 1, ETag: (await client.send(command)).CopyPartResult?.ETag }
      }),
    )
    const refused = copies.find(({ status }) => status === 'rejected')
    if (refused) {
      // All copies have ended by now, so that no part comes after this.
      await client.send(new AbortMultipartUploadCommand({ ...object, UploadId }))
      throw (refused as PromiseRejectedResult).reason
    }
    const Parts = copies.flatMap((copy) => (copy.status === 'fulfilled' ? [copy.value] : []))
    const MultipartUpload = { Parts }
    await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }))
  }
}

function decode(key: string): string {
  return decodeURIComponent(key.replaceAll('+', '%20'))
}
