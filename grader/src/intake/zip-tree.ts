import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'

import { fromBufferPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

import { archivePath } from './archive-path.ts'
import { inUnits } from './limits.ts'
import type { Limits } from './limits.ts'
import { errorCode, Refusal, UnreadableArchive } from './refusal.ts'
import { commitIn } from './tree.ts'
import type { Tree, TreeFile, TreeRefusal } from './tree.ts'

const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw)

const FORMAT_BITS = 0o170000
const REGULAR = 0o100000
const DIRECTORY = 0o040000
const SYMBOLIC_LINK = 0o120000

/** Small files compress too well for a ratio to mean anything. */
const RATIO_FLOOR = 64 * 1024

/**
 * Lists the code in a .zip that is held in memory. Nothing is inflated before it is read.
 *
 * @throws {Refusal} where the archive as a whole cannot be listed.
 */
export async function zipTree(archive: Buffer, limits: Limits): Promise<Tree> {
  const { zip, entries } = await list(archive, limits)
  const files: TreeFile[] = []
  const refusals: TreeRefusal[] = []
  for (const entry of entries) {
    const judged = archivePath(entry.fileNameRaw, limits, specialKind(entry))
    if (judged.verdict === 'skip') continue
    if (judged.verdict === 'refuse') {
      refusals.push(judged)
      continue
    }
    const fault = entryFault(entry)
    if (fault !== undefined) {
      refusals.push({ path: judged.path, reason: fault })
      continue
    }
    files.push({
      path: judged.path,
      size: entry.uncompressedSize,
      read: () => read(archive, { zip, entry, limits }),
    })
  }
  // GitHub writes the commit into the comment of the archives it makes.
  const commit = commitIn(String(zip.comment))
  return { files, refusals, ...(commit === undefined ? {} : { commit }), close: () => zip.close() }
}

async function list(archive: Buffer, limits: Limits): Promise<{ zip: ZipFile; entries: Entry[] }> {
  try {
    // Names stay bytes, and sizes are checked in `read`, so that one bad entry is one refusal.
    const zip = await fromBufferPromise(archive, {
      decodeStrings: false,
      validateEntrySizes: false,
    })
    if (zip.entryCount > limits.entries) throw tooMany(limits)
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    return { zip, entries }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new UnreadableArchive('is a damaged .zip', { cause: error })
  }
}

function tooMany(limits: Limits): Refusal {
  return new Refusal(
    `holds more than ${limits.entries} files and folders: leave out what is installed, like node_modules`,
  )
}

function specialKind(entry: Entry): string | undefined {
  const format = (entry.externalFileAttributes >>> 16) & FORMAT_BITS
  if (format === SYMBOLIC_LINK) return 'is a symbolic link'
  return [0, REGULAR, DIRECTORY].includes(format) ? undefined : 'is a special file'
}

function entryFault(entry: Entry): string | undefined {
  if (entry.isEncrypted()) return 'is encrypted'
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return 'is compressed in a way that only few programs know'
  }
  return undefined
}

async function read(
  archive: Buffer,
  { zip, entry, limits }: { zip: ZipFile; entry: Entry; limits: Limits },
): Promise<Buffer> {
  const { uncompressedSize, compressedSize } = entry
  // What the archive declares is only a first check; the inflating itself stops at the limits.
  if (uncompressedSize > limits.fileBytes) throw tooLarge(limits)
  const most = Math.max(RATIO_FLOOR, compressedSize * limits.ratio)

  const deflated = await rawBytes(archive, zip, entry)
  const bytes = entry.compressionMethod === 0 ? deflated : await inflated()
  if (bytes.length !== uncompressedSize || crc32(bytes) !== entry.crc32) {
    throw new Refusal('is damaged: its size or checksum is wrong')
  }
  return bytes

  async function inflated(): Promise<Buffer> {
    const maxOutputLength = Math.min(limits.fileBytes, most)
    try {
      return await inflate(deflated, { maxOutputLength })
    } catch (error) {
      if (errorCode(error) !== 'ERR_BUFFER_TOO_LARGE') {
        throw new Refusal('is damaged: it cannot be inflated', { cause: error })
      }
      throw maxOutputLength === limits.fileBytes ? tooLarge(limits) : bomb()
    }
  }
}

async function rawBytes(archive: Buffer, zip: ZipFile, entry: Entry): Promise<Buffer> {
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    return archive.subarray(fileDataStart, fileDataStart + entry.compressedSize)
  } catch (error) {
    throw new Refusal('is damaged: it does not lie where the archive says', { cause: error })
  }
}

function tooLarge(limits: Limits): Refusal {
  return new Refusal(`has more than ${inUnits(limits.fileBytes)}`)
}

function bomb(): Refusal {
  return new Refusal('is compressed beyond anything that is code')
}
