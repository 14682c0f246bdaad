// Names that climb out of the archive's folder, with drive letters, and from the root.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { zipBytes } from '../../src/intake/fixture/zip-bytes.ts'

export default ({ directory, facts, honest }) => {
  const entries = [...honest].map(([name, data]) => ({ name, data }))
  const evil = ['../../escaped.ts', `/${facts.marker}`, facts.marker, 'C:\\escaped.ts', 'modules/../../escaped.ts'].map(
    (name) => ({ name, data: 'canary' }),
  )
  const file = path.join(directory, 'slips.zip')
  writeFileSync(file, zipBytes([...evil, ...entries]))
  return file
}
