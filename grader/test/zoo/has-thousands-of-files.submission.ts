// More files than anybody wrote by hand, in folders within folders.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export default ({ directory, honest }) => {
  for (const [name, text] of honest) {
    const folder = path.join(directory, path.dirname(name))
    mkdirSync(path.join(folder, ...Array.from({ length: 40 }, () => 'deeper')), { recursive: true })
    writeFileSync(path.join(directory, name), text)
    if (!name.endsWith('double.ts')) continue
    for (let number = 0; number < 2_500; number++) writeFileSync(path.join(folder, `part-${number}.ts`), '')
  }
  return directory
}
