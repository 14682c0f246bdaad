#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Not the system's directory for temporary files: whoever writes there could change our code.
enableCompileCache(path.resolve(import.meta.dirname, '../../../../.cache/compile'))
const { run } = await import('./run.ts')

const ended = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // Whoever asks twice means it.
    process.once(signal, () => process.exit(130))
    ended.resolve()
  })
}
const { stdout: out, stderr: err, env } = process
process.exitCode = await run(process.argv.slice(2), { out, err, env, ended: ended.promise })
