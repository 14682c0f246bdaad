// Another student's file, and other slots.
import fs from 'node:fs'

const world = %WORLD%
const loot = []
const attempt = (what) => {
  try {
    loot.push(String(what()))
  } catch (error) {
    loot.push(error.code ?? error.message)
  }
}

attempt(() => fs.readFileSync(world.neighbour, 'utf8'))
attempt(() => fs.readdirSync('/box/slot'))
attempt(() => fs.readdirSync('/tmp').map((name) => fs.readdirSync(`/tmp/${name}`)).join())
attempt(() => fs.cpSync(world.neighbour, './neighbour.ts'))
attempt(() => fs.symlinkSync(world.neighbour, '/box/slot/neighbour.ts'))

throw new Error(loot.join(' | '))
