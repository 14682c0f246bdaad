#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'

// Not the system's directory for temporary files: whoever writes there could change our code.
enableCompileCache(path.resolve(import.meta.dirname, '../../.cache/compile'))
const { WEIGH_ALL_BYTES } = await import('./workers/worker-flags.ts')
// As in a worker: one section of one submission is graded in this very process.
setFlagsFromString(WEIGH_ALL_BYTES)
const { COURSE_ROOT } = await import('./course.ts')
const { runCommand } = await import('./commands/run-command.ts')
const { runProcess } = await import('./commands/run-process.ts')
process.exitCode = await runProcess(COURSE_ROOT, runCommand)
