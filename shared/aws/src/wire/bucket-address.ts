/**
 * Splits where a request of S3 goes into its bucket and the path below it. The bucket stands in
 * the host (`ledgers.s3.localhost`, `ledgers.localhost`) or first in the path. Throws `URIError`
 * for broken percent-encoding.
 */
export function bucketAddress(host: string, path: string): { bucket?: string; path: string } {
  const bucket = bucketInHost(host)
  if (bucket !== undefined) return { bucket, path }
  const [, first, rest] = /^\/([^/]+)(\/.*)?$/s.exec(path) ?? []
  if (first === undefined) return { path }
  return { bucket: decodeURIComponent(first), path: rest ?? '/' }
}

function bucketInHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const [, beforeS3] = /^(.+?)\.s3[.-].+$/.exec(name) ?? []
  if (beforeS3 !== undefined) return beforeS3
  const [, beforeLocalhost] = /^(.+)\.localhost$/.exec(name) ?? []
  return /^s3(?:[.-]|$)/.test(beforeLocalhost ?? 's3') ? undefined : beforeLocalhost
}
