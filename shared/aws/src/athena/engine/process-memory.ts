import { readFileSync } from 'node:fs'

/** Bytes of a page of memory, as nearly every Linux has it. */
const PAGE = 4096

/**
 * Resident bytes of a process and all below it: a confined one is the child of what confines it.
 * 0 where Linux's files on them cannot be read; there only DuckDB's own limit and the time hold.
 */
export function memoryOf(pid: number | undefined): number {
  const pages = Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0)
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)
  return children.reduce((sum, child) => sum + memoryOf(Number(child)), pages * PAGE)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
