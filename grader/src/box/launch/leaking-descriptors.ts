import { readdirSync, readFileSync } from 'node:fs'

/**
 * Descriptors above `last` that every child process inherits because whoever started the grader
 * left them open. Node closes the first sixteen in its children, and all that it opens itself.
 * Sorted; empty where there is no /proc.
 */
export function leakingDescriptors(last: number): number[] {
  return open('/proc/self/fdinfo')
    .filter((descriptor) => descriptor > last && inheritable(descriptor))
    .sort((a, b) => a - b)
}

const CLOSE_ON_EXEC = 0o2000000

function open(directory: string): number[] {
  try {
    return readdirSync(directory).map(Number)
  } catch {
    return []
  }
}

function inheritable(descriptor: number): boolean {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')
    const flags = /^flags:\s*([0-7]+)/m.exec(info)?.[1]
    return flags !== undefined && (parseInt(flags, 8) & CLOSE_ON_EXEC) === 0
  } catch {
    // The descriptor of the listing itself is closed by now.
    return false
  }
}
