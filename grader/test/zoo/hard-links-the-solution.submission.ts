// The solution's own inode under the student's name: no link to follow, and no text of theirs.
import { copyFileSync, linkSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export default ({ directory, facts, honest }) => {
  for (const [name, text] of honest) {
    mkdirSync(path.join(directory, path.dirname(name)), { recursive: true })
    if (!name.endsWith('double.ts')) writeFileSync(path.join(directory, name), text)
  }
  const copy = path.join(directory, '..', 'copy-of-the-solution.ts')
  copyFileSync(facts.solution, copy)
  linkSync(copy, path.join(directory, [...honest.keys()].find((name) => name.endsWith('double.ts'))))
  return directory
}
