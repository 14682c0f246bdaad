import { type FileHandle, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { MAGIC } from './journal-record.ts'

/** Bytes in all chunks. */
export function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0)
}

/** Makes a journal whole or not at all. */
export async function newFile(file: string, chunks: Uint8Array[]): Promise<FileHandle> {
  const handle = await open(`${file}.new`, 'w')
  await writeAll(handle, [MAGIC, ...chunks])
  await putInPlace(handle, file)
  return handle
}

/** Puts the finished `file.new` in the place of `file`. */
export async function putInPlace(handle: FileHandle, file: string): Promise<void> {
  await handle.sync()
  await rename(`${file}.new`, file)
  await syncFolder(path.dirname(file))
}

/** Without it, a power failure could undo the renaming. Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

/** Writes chunks as they are, without joining them. */
export async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  let rest = chunks.filter(({ length }) => length > 0)
  while (rest.length > 0) {
    let { bytesWritten } = await handle.writev(rest)
    rest = rest.flatMap((chunk) => {
      const left = chunk.subarray(Math.min(bytesWritten, chunk.length))
      bytesWritten -= chunk.length - left.length
      return left.length > 0 ? [left] : []
    })
  }
}
