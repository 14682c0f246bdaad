import { closeSync, lstatSync } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { basename, resolve } from 'node:path'

import { GraderError } from '../grader-error.ts'
import { isArchive, looksLikeCode, nameFault } from './entry-name.ts'
import { openGuarded } from './folder.ts'
import { folderTree } from './folder-tree.ts'
import { inUnits } from './limits.ts'
import type { Limits } from './limits.ts'
import { asRefusal, errorCode, Refusal, UnreadableArchive } from './refusal.ts'
import { kindFault, readRegularFile } from './regular-file.ts'
import { isTar } from './tar-entries.ts'
import { gunzipped, tarTree } from './tar-tree.ts'
import type { Tree } from './tree.ts'
import { zipTree } from './zip-tree.ts'

/**
 * Opens a submission, whatever it is: a folder, a .zip, a .tar, a .tar.gz or a lone file. Archives
 * are told apart by their first bytes, not by their names.
 *
 * @throws {GraderError} where the path does not exist or may not be read
 * @throws {Refusal} where the submission as a whole cannot be read.
 */
export async function openTree(source: string, limits: Limits): Promise<Tree> {
  const path = resolve(source)
  const stat = look(path)
  if (stat.isDirectory()) return folderTree(path, limits)

  const name = basename(path)
  const isLoneFile = looksLikeCode(name)
  try {
    // Before it is opened, as opening a device may set something going.
    const fault = kindFault(stat)
    if (fault !== undefined) throw new Refusal(fault)
    const bytes = readSource(path, limits)
    const archive = await archiveTree(bytes, limits)
    if (archive !== undefined) return archive
    if (isLoneFile) return loneFile(name, bytes, limits)
  } catch (error) {
    const refusal = asRefusal(error)
    if (!isLoneFile) throw refusal
    return { files: [], refusals: [{ path: name, reason: refusal.message }], close: () => {} }
  }
  throw new UnreadableArchive(
    isArchive(name)
      ? 'is no archive that the grader reads: hand in a .zip or a .tar.gz'
      : 'is neither a folder nor an archive nor a file of code',
  )
}

function look(path: string): BigIntStats {
  try {
    return lstatSync(path, { bigint: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') {
      throw new GraderError(`Cannot find the submission "${path}"`, {
        fix: 'Check the spelling of the path, and where it starts from',
        cause: error,
      })
    }
    throw error
  }
}

async function archiveTree(bytes: Buffer, limits: Limits): Promise<Tree | undefined> {
  const magic = bytes.toString('latin1', 0, 4)
  if (magic === 'PK\x03\x04' || magic === 'PK\x05\x06') return zipTree(bytes, limits)
  if (isTar(bytes)) return tarTree(bytes, limits)
  if (!magic.startsWith('\x1f\x8b')) return undefined
  const inflated = await gunzipped(bytes, limits)
  if (!isTar(inflated)) throw new UnreadableArchive('is compressed, but no .tar is in it')
  return tarTree(inflated, limits)
}

function readSource(path: string, limits: Limits): Buffer {
  const descriptor = openGuarded(path)
  try {
    return readRegularFile(descriptor, limits.archiveBytes)
  } finally {
    closeSync(descriptor)
  }
}

function loneFile(name: string, bytes: Buffer, limits: Limits): Tree {
  const fault =
    bytes.length > limits.fileBytes
      ? `has more than ${inUnits(limits.fileBytes)}`
      : nameFault(name, limits)
  if (fault !== undefined) throw new Refusal(fault)
  return {
    files: [{ path: name, size: bytes.length, read: async () => bytes }],
    refusals: [],
    close: () => {},
  }
}
