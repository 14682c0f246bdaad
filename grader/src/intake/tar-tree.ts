import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import { archivePath } from './archive-path.ts'
import { inUnits } from './limits.ts'
import type { Limits } from './limits.ts'
import { errorCode, Refusal, UnreadableArchive } from './refusal.ts'
import { tarEntries } from './tar-entries.ts'
import type { TarEntry } from './tar-entries.ts'
import { commitIn } from './tree.ts'
import type { Tree, TreeFile, TreeRefusal } from './tree.ts'

const unzip = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip)

/**
 * Inflates a .gz, however many members it has, into memory.
 *
 * @throws {Refusal} where it is damaged or inflates beyond the limits.
 */
export async function gunzipped(archive: Buffer, limits: Limits): Promise<Buffer> {
  const most = Math.max(limits.submissionBytes, archive.length * limits.ratio)
  const maxOutputLength = Math.min(limits.inflatedBytes, most)
  try {
    return await unzip(archive, { maxOutputLength })
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw new Refusal(`unpacks to more than ${inUnits(maxOutputLength)}`)
    }
    throw new UnreadableArchive('is a damaged .gz', { cause: error })
  }
}

/**
 * Lists the code in a .tar that is held in memory.
 *
 * @throws {Refusal} where the archive as a whole cannot be listed.
 */
export function tarTree(archive: Buffer, limits: Limits): Tree {
  const { entries, comment } = tarEntries(archive, limits.entries)
  const files: TreeFile[] = []
  const refusals: TreeRefusal[] = []
  for (const entry of entries) {
    if (entry.type === '5') continue
    const judged = archivePath(entry.name, limits, specialKind(entry))
    if (judged.verdict === 'refuse') refusals.push(judged)
    if (judged.verdict !== 'take') continue
    files.push({ path: judged.path, size: entry.size, read: async () => read(entry) })
  }
  const commit = commitIn(comment ?? '')
  return { files, refusals, ...(commit === undefined ? {} : { commit }), close: () => {} }

  function read({ start, size }: TarEntry): Buffer {
    if (size > limits.fileBytes) throw new Refusal(`has more than ${inUnits(limits.fileBytes)}`)
    return archive.subarray(start, start + size)
  }
}

function specialKind(entry: TarEntry): string | undefined {
  if (entry.type === '1') return 'is a hard link'
  if (entry.type === '2') return 'is a symbolic link'
  if (entry.type !== '0' || entry.isSparse) return 'is a special file'
  return undefined
}
