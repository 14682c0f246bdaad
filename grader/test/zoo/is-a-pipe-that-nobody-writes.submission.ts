// Opening it for reading would wait for ever.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export default ({ directory, honest }) => {
  for (const [name, text] of honest) {
    mkdirSync(path.join(directory, path.dirname(name)), { recursive: true })
    if (name.endsWith('double.ts')) execFileSync('mkfifo', [path.join(directory, name)])
    else writeFileSync(path.join(directory, name), text)
  }
  return directory
}
