// require() and getBuiltinModule() know no hooks.
import { createRequire } from 'node:module'

const world = %WORLD%
const require = createRequire('file:///box/bundle/')
const loot = []
for (const name of [world.checks, world.solution, './box.mjs', 'vitest', '/etc/passwd', 'child_process']) {
  try {
    const found = require(name)
    loot.push(name === 'child_process' ? found.execSync('env') : Object.keys(found))
  } catch (error) {
    loot.push(error.code)
  }
}

throw new Error(loot.join(' | '))
