import { mkdir, mkdtempDisposable, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { GraderError } from '../grader-error.ts'
import { savesBelow } from './saves.ts'

// Processes and disks of a busy machine are slow; no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

test('tells of a file that is written, and of one that is put in the place of another', async () => {
  await using world = await watched()
  const written = world.saves.next()
  await writeFile(world.at('claim.ts'), 'export {}')
  expect((await written).value).toContain('claim.ts')

  const replaced = world.saves.next()
  await writeFile(world.at('claim.ts.draft'), 'export const claimed = true')
  await rename(world.at('claim.ts.draft'), world.at('claim.ts'))
  expect((await replaced).value).toContain('claim.ts')
})

test('tells of files in folders, old and new', async () => {
  await using world = await watched()
  const old = world.saves.next()
  await writeFile(world.at('grading/checks.test.ts'), '')
  expect((await old).value).toContain('grading/checks.test.ts')

  const made = world.saves.next()
  await mkdir(world.at('lib'))
  expect((await made).value).toContain('lib')
  const inside = world.saves.next()
  await writeFile(world.at('lib/retry.ts'), '')
  expect((await inside).value).toContain('lib/retry.ts')
})

test('keeps what is saved while nobody asks, and tells it once', async () => {
  await using world = await watched()
  const first = world.saves.next()
  await writeFile(world.at('claim.ts'), 'first')
  await first
  await writeFile(world.at('claim.ts'), 'second')
  await writeFile(world.at('retry.ts'), 'third')
  expect((await world.saves.next()).value).toEqual(new Set(['claim.ts', 'retry.ts']))

  const quiet = world.saves.next()
  world.stop()
  expect(await quiet).toEqual({ done: true, value: undefined })
})

test('ends when it is stopped before it began', async () => {
  await using world = await watched()
  world.stop()
  expect(await world.saves.next()).toEqual({ done: true, value: undefined })
})

test('says that a folder cannot be watched', async () => {
  const { signal } = new AbortController()
  const saves = savesBelow(path.join(tmpdir(), 'there-is-no-such-exercise'), { signal })
  await expect(saves.next()).rejects.toBeInstanceOf(GraderError)
})

async function watched() {
  const folder = await mkdtempDisposable(path.join(tmpdir(), 'saves-'))
  await mkdir(path.join(folder.path, 'grading'))
  const controller = new AbortController()
  const saves = savesBelow(folder.path, { signal: controller.signal })
  return {
    saves,
    at: (file: string) => path.join(folder.path, file),
    stop: () => controller.abort(),
    async [Symbol.asyncDispose]() {
      controller.abort()
      await saves.return()
      await folder[Symbol.asyncDispose]()
    },
  }
}
