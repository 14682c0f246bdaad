// A file in the directory for temporary files, and what else lies about.
import fs from 'node:fs'
import { tmpdir } from 'node:os'

const world = %WORLD%
const loot = []
const attempt = (what) => {
  try {
    loot.push(String(what()))
  } catch (error) {
    loot.push(error.code ?? error.message)
  }
}

for (const file of [world.temporary, '/etc/passwd', '/etc/shadow', '/root/.bash_history', `${tmpdir()}/..`]) {
  attempt(() => fs.readFileSync(file, 'utf8'))
  attempt(() => fs.readdirSync(file))
  attempt(() => fs.copyFileSync(file, '/box/slot/copy'))
}
for (let descriptor = 0; descriptor < 64; descriptor++) {
  if (descriptor !== 3 && descriptor !== 4) attempt(() => fs.fstatSync(descriptor).isFile() && fs.readFileSync(descriptor, 'utf8'))
}

throw new Error(loot.join(' | '))
