// Reads checks, solutions and the repository by every path there is.
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

for (const file of [world.checks, world.solution, `file://${world.checks}`, '../grading/checks.test.ts', './grading/solution.ts', '../../../../grader/test/course/modules/9.1-fixture/exercises/1-double/grading/checks.test.ts']) {
  attempt(() => fs.readFileSync(file, 'utf8'))
  attempt(() => fs.realpathSync.native(file) + fs.readFileSync(fs.openSync(file), 'utf8'))
}
attempt(() => fs.readdirSync('/'))
attempt(() => fs.readdirSync(world.root))

throw new Error(loot.join(' | '))
