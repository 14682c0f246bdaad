/** The entry of every bundle. */
export const ENTRY = 'box.mjs'

/** Where node finds things, as paths inside the box. */
export interface BoxPaths {
  readonly bundle: string
  readonly slot: string
}

/**
 * The arguments of the box's node: the flags, the entry, the slot, and the packages to load ahead.
 *
 * The compile cache is a cache of code. Node (24.21) uses it under the permission model only if the
 * box may write there, so it is granted only where the mount is read-only all the same.
 */
export function nodeArguments(
  paths: BoxPaths,
  options: { memoryMb: number; readOnlyMounts: boolean; packages: readonly string[] },
): string[] {
  return [
    `--max-old-space-size=${Math.floor(options.memoryMb / 2)}`,
    // V8 collects the heap whenever 64 MB beside it came and went. Marking it bit by bit spares pauses
    // that nobody here minds, and costs a fifth of the CPU of large uploads.
    '--no-incremental-marking',
    '--no-warnings',
    '--disable-sigusr1',
    // node:sqlite opens files past the permission model.
    '--no-experimental-sqlite',
    '--permission',
    `--allow-fs-read=${paths.bundle}/`,
    `--allow-fs-read=${paths.slot}/`,
    ...(options.readOnlyMounts ? [`--allow-fs-write=${paths.bundle}/compile-cache/`] : []),
    `${paths.bundle}/${ENTRY}`,
    paths.slot,
    ...options.packages,
  ]
}
