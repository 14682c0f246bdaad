import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { serialize } from 'node:v8'
import { expect, test, vi } from 'vitest'
import { frameOf, framesOf } from '../frames.ts'

vi.setConfig({ testTimeout: 120_000 })

const ENDLESS =
  'SELECT count(*) FROM UNNEST(sequence(1, 10000000)) AS a (x), UNNEST(sequence(1, 1000000)) AS b (y)'

test('a query ends when whoever asked for it is gone', async () => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const send = (value: unknown) => frameOf(serialize(value)).map((part) => child.stdin.write(part))
  send({ sql: ENDLESS, database: 'lake', databases: ['lake'], tables: [], now: 0 })
  await framesOf(child.stdout).next()
  send([])
  child.stdin.end()
  const timer = setTimeout(() => child.kill('SIGTERM'), 60_000)
  expect((await ended)[1]).toBe('SIGKILL')
  clearTimeout(timer)
})
