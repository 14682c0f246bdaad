import { NOBODY } from './nobody.ts'
import type { BoxPaths } from './node-arguments.ts'
import type { SharedLibrary } from './tier-plan.ts'

/** Where things are inside a box that bubblewrap makes. */
export const MOUNTED: BoxPaths & { node: string } = {
  node: '/box/node',
  bundle: '/box/bundle',
  slot: '/box/slot',
}

/**
 * Arguments of bwrap(1) before the command it starts: a root that holds node, its libraries, the
 * bundle and the slot, all read-only, and no /proc, /dev, /tmp or shell.
 */
export function bubblewrapArguments(options: {
  sources: BoxPaths & { node: string }
  libraries: readonly SharedLibrary[]
  environment: Readonly<Record<string, string>>
  /** The descriptor on which bwrap reads the seccomp filter. */
  filterDescriptor?: number
}): string[] {
  const { sources, libraries, environment, filterDescriptor } = options
  const mount = (source: string, path: string) => ['--ro-bind', source, path]
  const settings = [
    ['--unshare-user'],
    ['--unshare-pid'],
    ['--unshare-net'],
    ['--unshare-ipc'],
    ['--unshare-uts'],
    ['--unshare-cgroup-try'],
    // The same user in every box: the compile cache is kept by user id.
    ['--uid', String(NOBODY)],
    ['--gid', String(NOBODY)],
    ['--hostname', 'box'],
    ['--cap-drop', 'ALL'],
    ['--die-with-parent'],
    ['--new-session'],
    ['--clearenv'],
    ...Object.entries(environment).map(([name, value]) => ['--setenv', name, value]),
    mount(sources.node, MOUNTED.node),
    ...libraries.map(({ source, path }) => mount(source, path)),
    mount(sources.bundle, MOUNTED.bundle),
    mount(sources.slot, MOUNTED.slot),
    ['--remount-ro', '/'],
    ['--chdir', '/'],
    filterDescriptor === undefined ? [] : ['--seccomp', String(filterDescriptor)],
    ['--'],
  ]
  return settings.flat()
}
