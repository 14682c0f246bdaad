import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { CloudError } from './cloud-error.ts'
import {
  decodeRecord,
  FRAME_BYTES,
  type JournalRecord,
  MAGIC,
  readFrame,
} from './journal-record.ts'

/**
 * Reads the records of a journal, one at a time. A last record that was cut short by the end of
 * the process is cut off the file: nobody was told that it was done. Throws `CloudError` for a
 * journal that is damaged elsewhere.
 */
export async function* readJournal(file: string): AsyncGenerator<JournalRecord> {
  const handle = await open(file, 'r+')
  try {
    const { size } = await handle.stat()
    const magic = await readAt(handle, 0, Math.min(MAGIC.length, size))
    if (!magic.equals(MAGIC)) {
      throw new CloudError(
        `"${file}" is no journal of this version of the cloud; name another folder with "--data"`,
      )
    }
    let offset = MAGIC.length
    while (offset < size) {
      const read = await readRecord(handle, { file, offset, size })
      if (!read) {
        await handle.truncate(offset)
        await handle.sync()
        return
      }
      yield read.record
      offset = read.end
    }
  } finally {
    await handle.close()
  }
}

/** Undefined for a last record that was cut short. */
async function readRecord(
  handle: FileHandle,
  { file, offset, size }: { file: string; offset: number; size: number },
): Promise<{ record: JournalRecord; end: number } | undefined> {
  if (offset + FRAME_BYTES > size) return undefined
  const frame = readFrame(await readAt(handle, offset, FRAME_BYTES))
  if (!frame) {
    // Some file systems leave zeros where a write was cut short.
    if (await isZero(handle, offset, size)) return undefined
    throw damaged(file, offset)
  }
  const end = offset + FRAME_BYTES + frame.length
  if (end > size) return undefined
  const bytes = await readAt(handle, offset + FRAME_BYTES, frame.length)
  if (crc32(bytes) !== frame.checksum) {
    if (end === size) return undefined
    throw damaged(file, offset)
  }
  return { record: decodeRecord(bytes, frame.headLength), end }
}

function damaged(file: string, offset: number): CloudError {
  return new CloudError(
    `"${file}" is damaged at byte ${offset}; "truncate -s ${offset} ${file}" keeps what stands ` +
      'before it and gives up the rest, and another folder with "--data" starts afresh',
  )
}

async function isZero(handle: FileHandle, from: number, size: number): Promise<boolean> {
  for (let offset = from; offset < size; offset += 65_536) {
    const bytes = await readAt(handle, offset, Math.min(65_536, size - offset))
    if (bytes.some((byte) => byte !== 0)) return false
  }
  return true
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) return bytes.subarray(0, filled)
    filled += bytesRead
  }
  return bytes
}
