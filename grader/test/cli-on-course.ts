import { enableCompileCache } from 'node:module'
import path from 'node:path'

// What cli.ts does, on the course that the first argument names.
enableCompileCache(path.resolve(import.meta.dirname, '../../.cache/compile'))
const { runCommand } = await import('../src/commands/run-command.ts')
const { runProcess } = await import('../src/commands/run-process.ts')
const [courseRoot] = process.argv.splice(2, 1)
process.exitCode = await runProcess(courseRoot!, runCommand)
