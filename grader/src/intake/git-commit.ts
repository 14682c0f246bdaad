import { asRefusal } from './refusal.ts'
import { commitIn } from './tree.ts'

/**
 * The commit that a folder's `.git` says is checked out. The student can write anything there, so
 * it serves to find a submission again, never to trust it.
 *
 * `read` reads a file of the submission, given the parts of its path.
 */
export function gitCommit(read: (parts: readonly string[]) => Buffer): string | undefined {
  const head = readText(['.git', 'HEAD'])
  if (head === undefined) return undefined
  const ref = /^ref: (refs\/heads\/[\w./-]+)\s*$/.exec(head)?.[1]
  if (ref === undefined) return commitIn(head)

  const parts = ref.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined
  const loose = readText(['.git', ...parts])
  if (loose !== undefined) return commitIn(loose)
  const packed = readText(['.git', 'packed-refs'])?.split('\n')
  return commitIn(packed?.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0] ?? '')

  function readText(parts: readonly string[]): string | undefined {
    try {
      return read(parts).toString()
    } catch (error) {
      asRefusal(error)
      return undefined
    }
  }
}
