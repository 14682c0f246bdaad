#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Not the system's directory for temporary files: whoever writes there could change our code.
enableCompileCache(path.resolve(import.meta.dirname, '../../../.cache/compile'))
const { COURSE_ROOT } = await import('../course.ts')
const { run } = await import('./run.ts')
const { stdout, stderr, env } = process
stdout.on('error', () => {})
stderr.on('error', () => {})
const world = { stdout, stderr, env, cwd: process.cwd(), courseRoot: COURSE_ROOT }
process.exitCode = await run(process.argv.slice(2), world)
