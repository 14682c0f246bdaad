import type { Bucket, Upload } from './state.ts'

/** Forgets an upload and its parts. */
export function removeUpload(bucket: Bucket, upload: Upload): void {
  const others = bucket.uploads.get(upload.key)?.filter((other) => other !== upload) ?? []
  if (others.length > 0) bucket.uploads.set(upload.key, others)
  else bucket.uploads.delete(upload.key)
}
