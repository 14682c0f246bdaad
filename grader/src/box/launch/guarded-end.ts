import { constants } from 'node:os'
import type { BoxEnd } from './box-process.ts'

/** How the box ended, from how bubblewrap did: it exits as a shell does, with 128 and the signal. */
export function endOfGuarded(end: BoxEnd): BoxEnd {
  const [name] =
    Object.entries(constants.signals).find(([, number]) => end.code === 128 + number) ?? []
  return name ? { code: null, signal: name as NodeJS.Signals } : end
}
