import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3'

interface Options {
  delimiter?: string
  startAfter?: string
  versions?: boolean
}

/** The SDK has a paginator for objects; for versions it has none, so the pages are a stream here. */
export async function* listKeys(
  bucket: string,
  prefix: string,
  { client }: { client: S3Client },
  options: Options = {},
) {
  const input = {
    Bucket: bucket,
    Prefix: prefix,
    EncodingType: 'url' as const,
    ...(options.delimiter && { Delimiter: options.delimiter }),
  }
  if (options.versions) {
    for await (const page of versionPages(client, input)) {
      for (const entry of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        const { Key = '', VersionId, IsLatest } = entry
        const kind = 'Size' in entry ? 'version' : 'delete-marker'
        const size = 'Size' in entry ? { size: entry.Size } : {}
        yield { kind, key: plain(Key), versionId: VersionId, isLatest: IsLatest, ...size }
      }
      yield* prefixes(page)
    }
    return
  }
  const StartAfter = options.startAfter
  for await (const page of paginateListObjectsV2({ client }, { ...input, StartAfter })) {
    yield* prefixes(page)
    for (const { Key = '', Size } of page.Contents ?? []) {
      yield { kind: 'object', key: plain(Key), size: Size }
    }
  }
}

async function* versionPages(
  client: S3Client,
  input: { Bucket: string; Prefix: string; EncodingType: 'url' },
): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let page = await client.send(new ListObjectVersionsCommand(input))
  yield page
  while (page.IsTruncated) {
    page = await client.send(
      new ListObjectVersionsCommand({
        ...input,
        KeyMarker: plain(page.NextKeyMarker ?? ''),
        VersionIdMarker: page.NextVersionIdMarker,
      }),
    )
    yield page
  }
}

function prefixes({
  CommonPrefixes = [],
}: {
  CommonPrefixes?: { Prefix?: string | undefined }[] | undefined
}) {
  return CommonPrefixes.map(({ Prefix = '' }) => ({ kind: 'prefix', key: plain(Prefix) }))
}

function plain(encoded: string): string {
  return new URLSearchParams(`key=${encoded}`).get('key') ?? ''
}
