import type { BoxPaths } from './node-arguments.ts'

/**
 * The profile for macOS's sandbox-exec(1): reads node, the system's libraries, the bundle and the
 * slot; no writing, no network, no process, no signal to others. Not tried on a Mac by its author:
 * `detectTier` uses it only where node starts under it.
 */
export function seatbeltProfile(sources: BoxPaths & { node: string }): string {
  return [
    '(version 1)',
    '(deny default)',
    `(allow process-exec (literal ${quoted(sources.node)}))`,
    '(deny process-fork)',
    '(allow file-read-metadata)',
    `(allow file-read* (literal ${quoted(sources.node)})`,
    '  (subpath "/usr/lib") (subpath "/System") (subpath "/private/var/db/dyld")',
    '  (literal "/") (literal "/dev/null") (literal "/dev/random") (literal "/dev/urandom")',
    `  (subpath ${quoted(sources.bundle)}) (subpath ${quoted(sources.slot)}))`,
    '(deny file-write*)',
    '(deny network*)',
    '(deny signal (target others))',
    '(allow sysctl-read)',
    '(allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo"))',
  ].join('\n')
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
