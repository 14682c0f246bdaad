// Leaves something behind: for the next box, for the grader, in the compile cache.
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

const places = [world.marker, '/box/slot/left', '/box/bundle/box.mjs', '/box/bundle/compile-cache/left', world.checks, '/tmp/canary-left-behind', './left']
for (const place of places) {
  attempt(() => fs.writeFileSync(place, 'canary'))
  attempt(() => fs.appendFileSync(place, 'canary'))
  attempt(() => fs.renameSync(place, `${place}.old`))
  attempt(() => fs.chmodSync(place, 0o777))
}

throw new Error(loot.join(' | '))
