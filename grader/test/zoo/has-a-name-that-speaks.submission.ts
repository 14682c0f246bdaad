// A folder whose name is a formula, a workflow command, a terminal's command and the end of a tag.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export default ({ directory, honest }) => {
  const root = path.join(directory, "=cmd('calc')\u001b[2J::error::forged\u202e<!--]]>&quot;")
  for (const [name, text] of honest) {
    mkdirSync(path.join(root, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(root, name), name.endsWith('double.ts') ? 'export const double = () => []' : text)
  }
  mkdirSync(path.join(root, '::warning::forged'))
  writeFileSync(path.join(root, '::warning::forged', '\u001b[31mred.ts'), '')
  return root
}
