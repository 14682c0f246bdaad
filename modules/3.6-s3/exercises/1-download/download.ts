import type { S3Client } from '@aws-sdk/client-s3'

/** Where downloads go. Every method rejects when the disk fails. */
export interface Disk {
  /** Makes an empty file, or empties the one that has this name. */
  create(name: string): Promise<void>
  /** Adds bytes at the end of a file. */
  append(name: string, bytes: Uint8Array): Promise<void>
  /** Gives a file another name, in one step, in place of the file that has it. */
  rename(from: string, to: string): Promise<void>
  /** Removes a file; one that is not there is no error. */
  remove(name: string): Promise<void>
}

export interface Deps {
  client: S3Client
  disk: Disk
}

/** What was downloaded is not what is stored. */
export class DamagedDownload extends Error {
  override name = 'DamagedDownload'
}

/** Downloads an object into a file and resolves to the file's name. */
export async function download(
  bucket: string,
  key: string,
  filename: string,
  deps: Deps,
): Promise<string> {
  throw new Error('Not written yet')
}
