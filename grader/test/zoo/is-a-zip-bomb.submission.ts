// 40 KB that would become 40 MB, beside honest files.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { zipBytes } from '../../src/intake/fixture/zip-bytes.ts'

export default ({ directory, honest }) => {
  const entries = [...honest].map(([name, data]) => ({ name, data }))
  const [first] = entries
  const bomb = { name: first.name, data: Buffer.alloc(40 << 20, 32) }
  const file = path.join(directory, 'bomb.zip')
  writeFileSync(file, zipBytes([bomb, ...entries.slice(1)]))
  return file
}
