// node:sqlite opens files past the permission model.
const world = %WORLD%
const loot = []
const attempt = (what) => {
  try {
    loot.push(String(what()))
  } catch (error) {
    loot.push(error.code ?? error.message)
  }
}

attempt(() => {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const database = new DatabaseSync(':memory:')
  database.exec(`ATTACH '${world.temporary}' AS loot`)
  return 'opened canary'
})

throw new Error(loot.join(' | '))
