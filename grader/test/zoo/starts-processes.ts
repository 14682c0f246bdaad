// Child processes, workers, clusters, and programs in its own place.
import child from 'node:child_process'
import cluster from 'node:cluster'
import { Worker } from 'node:worker_threads'

const world = %WORLD%
const loot = []
const attempt = (what) => {
  try {
    loot.push(String(what()))
  } catch (error) {
    loot.push(error.code ?? error.message)
  }
}

attempt(() => child.execSync(`cat ${world.checks}`))
attempt(() => child.spawnSync(process.execPath, ['-e', '0']).error ?? 'canary ran')
attempt(() => child.spawn('/bin/sh', ['-c', `touch ${world.marker}`], { detached: true }).unref())
attempt(() => child.fork(world.checks))
attempt(() => cluster.fork())
attempt(() => new Worker('require("fs").writeFileSync(3, "canary")', { eval: true }))
attempt(() => process.execve('/bin/sh', ['sh', '-c', 'env']))

throw new Error(loot.join(' | '))
