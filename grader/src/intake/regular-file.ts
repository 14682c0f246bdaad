import { fstatSync, readSync } from 'node:fs'
import type { BigIntStats } from 'node:fs'

import { inUnits } from './limits.ts'
import { Refusal } from './refusal.ts'

const changed = 'changed while it was being read'

/** Why something is no ordinary file of its own, completing a sentence about it. */
export function kindFault(stat: BigIntStats): string | undefined {
  if (stat.isSymbolicLink()) return 'is a symbolic link'
  if (stat.isFIFO()) return 'is a FIFO'
  if (stat.isSocket()) return 'is a socket'
  if (stat.isBlockDevice() || stat.isCharacterDevice()) return 'is a device'
  if (!stat.isFile()) return 'is no regular file'
  if (stat.nlink > 1n) return 'is a hard link'
  return undefined
}

/**
 * Reads an open file into memory.
 *
 * `listed` is what the name stood for when the folder was listed; `read` is `readSync` unless a
 * test puts something between two reads.
 *
 * @throws {Refusal} where it is no regular file, too large, another file than listed, or changes.
 */
export function readRegularFile(
  descriptor: number,
  maxBytes: number,
  { listed, read = readSync }: { listed?: BigIntStats; read?: typeof readSync } = {},
): Buffer {
  const before = fstatSync(descriptor, { bigint: true })
  const fault = kindFault(before)
  if (fault !== undefined) throw new Refusal(fault)
  if (before.size > maxBytes) {
    throw new Refusal(`has ${inUnits(Number(before.size))}, more than ${inUnits(maxBytes)}`)
  }
  if (listed !== undefined && !isUnchanged(listed, before)) throw new Refusal(changed)

  // One byte more than there should be shows that the file has grown.
  const bytes = Buffer.alloc(Number(before.size) + 1)
  let length = 0
  while (length < bytes.length) {
    const got = read(descriptor, bytes, length, bytes.length - length, length)
    if (got === 0) break
    length += got
  }
  const after = fstatSync(descriptor, { bigint: true })
  if (length !== Number(before.size) || !isUnchanged(before, after)) throw new Refusal(changed)
  return bytes.subarray(0, length)
}

function isUnchanged(one: BigIntStats, other: BigIntStats): boolean {
  return (
    one.dev === other.dev &&
    one.ino === other.ino &&
    one.size === other.size &&
    one.mtimeNs === other.mtimeNs &&
    one.ctimeNs === other.ctimeNs
  )
}
