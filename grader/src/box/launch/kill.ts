import { spawn } from 'node:child_process'

/** Sends SIGKILL; returns whether there was anybody to receive it. */
export function killProcess(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

/** Sends SIGKILL to a process group; returns whether there was anybody to receive it. */
export function killGroup(leader: number): boolean {
  return killProcess(-leader)
}

/** Ends a process and its descendants with taskkill(1), or at least the process without it. */
export function killTreeOnWindows(pid: number): void {
  spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
    'error',
    () => killProcess(pid),
  )
}
