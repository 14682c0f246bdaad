import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { SharedLibrary } from './tier-plan.ts'

/** The shared libraries that a trusted program loads, by ldd(1). Empty for a static program. */
export async function sharedLibraries(program: string): Promise<SharedLibrary[]> {
  const listing = await promisify(execFile)('ldd', [program]).then(
    ({ stdout }) => stdout,
    () => '',
  )
  return Promise.all(
    libraryPaths(listing).map(async (path) => ({ path, source: await realpath(path) })),
  )
}

/** The absolute paths in what ldd prints, each once; `linux-vdso` is no file and has none. */
export function libraryPaths(listing: string): string[] {
  const paths = listing.split('\n').map((line) => /(?:^|=>)\s*(\/\S.*) \(0x/.exec(line)?.[1])
  return [...new Set(paths.filter((path) => path !== undefined))]
}
