import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { CheckOutcome } from '../src/score.ts'

const FOLDER = path.join(import.meta.dirname, 'both-modes')

// What crosses the membrane, how time passes, what `expect` says: vitest runs each of these files by
// itself, and here the engine does. 15 and 80 are about how many checks there are at least.
describe.each(
  await Promise.all([inEngine('contract.test.ts', 15), inEngine('expect.test.ts', 80)]),
)('$file', ({ atLeast, message, outcomes }) => {
  test('breaks no rule in a box', () => {
    expect(message).toBeUndefined()
    expect(Object.keys(outcomes).length).toBeGreaterThan(atLeast)
  })

  test.each(Object.keys(outcomes))('in a box, %s', (name) => {
    expect(outcomes[name]).toEqual({ status: 'passed' })
  })
})

async function inEngine(file: string, atLeast: number) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    path.join(FOLDER, 'run-in-engine.ts'),
    path.join(FOLDER, file),
  ])
  const { message, outcomes } = JSON.parse(stdout) as {
    message?: string
    outcomes: Record<string, CheckOutcome>
  }
  return { file, atLeast, message, outcomes }
}
