// Imports what lies beside it in the course, and anything else that has a name.
const world = %WORLD%
const loot = []
for (const name of ['./grading/checks.test.ts', '../1-double/grading/solution.ts', '../../../../../src/score.ts', world.checks, `file://${world.solution}`, '/proc/self/environ', 'candidate:///9.1.1/../grading/checks.test.ts', 'sdk:../../box.mjs', 'file:///box/bundle/box.mjs', '@workshop/testkit', 'vitest', './%2e%2e/grading/solution.ts']) {
  await import(name).then(
    (module) => loot.push(Object.keys(module).join()),
    (error) => loot.push(error.message),
  )
}

throw new Error(loot.join(' | '))
