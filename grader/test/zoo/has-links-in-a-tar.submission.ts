// A tar whose exercise is a link to the solution, and a hard link, and a device.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { tarBytes } from '../../src/intake/fixture/tar-bytes.ts'

export default ({ directory, facts, honest }) => {
  const [first, ...rest] = [...honest].map(([name, data]) => ({ name, data }))
  const header = tarBytes([{ name: first.name, type: '2' }], { ends: false })
  // The name of a link's target stands at 157; the checksum has to count it.
  header.write(facts.solution.slice(-99), 157)
  header.write('        ', 148)
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const device = { name: 'modules/zero.ts', type: '3' }
  const file = path.join(directory, 'links.tar')
  writeFileSync(file, Buffer.concat([header, tarBytes([device, ...rest])]))
  return file
}
