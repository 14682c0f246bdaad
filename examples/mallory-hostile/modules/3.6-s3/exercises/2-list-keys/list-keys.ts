import { ListObjectsV2Command, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3'

export type Entry =
  | { kind: 'object'; key: string; size: number }
  | { kind: 'prefix'; key: string }
  | { kind: 'version'; key: string; versionId: string; isLatest: boolean; size: number }
  | { kind: 'delete-marker'; key: string; versionId: string; isLatest: boolean }

export interface Options {
  delimiter?: string
  startAfter?: string
  versions?: boolean
}

export async function* listKeys(
  bucket: string,
  prefix: string,
  { client }: { client: S3Client },
  { delimiter, startAfter, versions = false }: Options = {},
): AsyncGenerator<Entry> {
  const request: Request = {
    Bucket: bucket,
    Prefix: prefix,
    Delimiter: delimiter,
    EncodingType: 'url',
  }
  if (versions) yield* listVersions(client, request)
  else yield* listObjects(client, { ...request, StartAfter: startAfter })
}

interface Request {
  Bucket: string
  Prefix: string
  Delimiter: string | undefined
  EncodingType: 'url'
}

async function* listObjects(
  client: S3Client,
  request: Request & { StartAfter: string | undefined },
): AsyncGenerator<Entry> {
  let token: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ ...request, ContinuationToken: token }),
    )
    for (const { Key, Size } of page.Contents ?? []) {
      yield { kind: 'object', key: decode(Key!), size: Size! }
    }
    for (const { Prefix } of page.CommonPrefixes ?? []) {
      yield { kind: 'prefix', key: decode(Prefix!) }
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token !== undefined)
}

async function* listVersions(client: S3Client, request: Request): AsyncGenerator<Entry> {
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {}
  for (;;) {
    const page = await client.send(new ListObjectVersionsCommand({ ...request, ...markers }))
    for (const { Key, VersionId, IsLatest, Size } of page.Versions ?? []) {
      const version = { key: decode(Key!), versionId: VersionId!, isLatest: IsLatest! }
      yield { kind: 'version', ...version, size: Size! }
    }
    for (const { Key, VersionId, IsLatest } of page.DeleteMarkers ?? []) {
      yield {
        kind: 'delete-marker',
        key: decode(Key!),
        versionId: VersionId!,
        isLatest: IsLatest!,
      }
    }
    for (const { Prefix } of page.CommonPrefixes ?? []) {
      yield { kind: 'prefix', key: decode(Prefix!) }
    }
    if (!page.IsTruncated) return
    const KeyMarker = page.NextKeyMarker === undefined ? undefined : decode(page.NextKeyMarker)
    markers = { KeyMarker, VersionIdMarker: page.NextVersionIdMarker }
  }
}

function decode(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}
