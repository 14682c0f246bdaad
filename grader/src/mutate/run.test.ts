import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { run } from './run.ts'

/** Runs a command line in a folder without a course. */
async function ran(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const world = { stdout, stderr, env: {}, cwd: '/', courseRoot: '/nowhere' }
  const code = await run(args, world as unknown as Parameters<typeof run>[1])
  stdout.end()
  stderr.end()
  return { code, stdout: await text(stdout), stderr: await text(stderr) }
}

describe('pnpm mutate', () => {
  test('shows its options and examples', async () => {
    const { code, stdout } = await ran('--help')
    expect(code).toBe(0)
    expect(stdout).toContain('pnpm mutate --only 3.9.2')
  })

  test.each([
    [['--jobs', '0'], '--jobs cannot be "0"'],
    [['--seed', 'x'], '--seed cannot be "x"'],
    [['--nothing'], "Unknown option '--nothing'"],
    [['3.9.2'], 'Unexpected argument'],
    [['--only', '3.9.2'], 'Cannot read the course'],
  ])('exits with 2 and says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await ran(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})
