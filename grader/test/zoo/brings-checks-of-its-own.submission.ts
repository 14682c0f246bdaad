// Checks, a rubric and configuration where the grader has its own; and tools where it might look.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const EVIL = `import { writeFileSync } from 'node:fs'
writeFileSync(%MARKER%, 'canary')
export default { file: 'double.ts', rubric: { forged: 100 } }
export const plugins = []
`

export default ({ directory, facts, honest }) => {
  const write = (name, text) => {
    mkdirSync(path.join(directory, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(directory, name), text)
  }
  const text = EVIL.replace('%MARKER%', JSON.stringify(facts.marker))
  for (const [name, own] of honest) {
    write(name, name.endsWith('double.ts') ? 'export const double = () => [14, 22]' : own)
    const folder = path.dirname(name)
    for (const extra of ['grading/exercise.ts', 'grading/checks.test.ts', 'node_modules/@workshop/testkit/index.ts', 'exercise.ts']) {
      write(`${folder}/${extra}`, text)
    }
  }
  for (const name of ['vitest.config.ts', 'vite.config.ts', 'tsconfig.json', 'package.json', '.npmrc', '.env']) write(name, text)
  return directory
}
