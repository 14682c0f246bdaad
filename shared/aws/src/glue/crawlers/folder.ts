import type { FileSchema } from './file-schema.ts'
import type { S3File } from './s3-files.ts'

/** A file that a classifier knew. */
export interface ReadFile extends S3File {
  schema: FileSchema
}

/** A folder with what was found in it. */
export interface Folder {
  /** Its key without a slash at the end; empty for a bucket. */
  prefix: string
  files: ReadFile[]
  folders: Map<string, Folder>
}

/** Puts files into the folders that the slashes in their keys make, below `prefix`. */
export function folderTree(prefix: string, files: readonly ReadFile[]): Folder {
  const root: Folder = { prefix, files: [], folders: new Map() }
  for (const file of files) {
    const below = prefix === '' ? file.key : file.key.slice(prefix.length + 1)
    const names = below.split('/').slice(0, -1)
    let folder = root
    for (const name of names) folder = subfolder(folder, name)
    folder.files.push(file)
  }
  return root
}

function subfolder(parent: Folder, name: string): Folder {
  const known = parent.folders.get(name)
  if (known) return known
  const prefix = parent.prefix === '' ? name : `${parent.prefix}/${name}`
  const folder = { prefix, files: [], folders: new Map() }
  parent.folders.set(name, folder)
  return folder
}
