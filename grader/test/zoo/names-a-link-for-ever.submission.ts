// One folder of the course, as a link, nineteen thousand times: what each may be meant for adds up.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { zipBytes } from '../../src/intake/fixture/zip-bytes.ts'

export default ({ directory, honest }) => {
  const entries = [...honest].map(([name, data]) => ({ name, data }))
  const link = { name: path.dirname(entries[0].name), mode: 0o120777, method: 0 }
  const file = path.join(directory, 'links.zip')
  writeFileSync(file, zipBytes([...Array(19_000).fill(link), ...entries.slice(1)]))
  return file
}
