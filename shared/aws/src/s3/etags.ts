import type { S3 } from './account.ts'
import { type Content, md5 } from '../content.ts'
import type { Encryption } from './encryption.ts'

/**
 * The ETag of bytes written at once, without its quotes: their MD5, but under SSE-KMS and SSE-C
 * something else (S3 User Guide, "Checking object integrity").
 */
export function etagOf({ world }: S3, encryption: Encryption, content: Content): string {
  return encryption.ServerSideEncryption === 'AES256' ? md5(content) : world.randomHex(16)
}
