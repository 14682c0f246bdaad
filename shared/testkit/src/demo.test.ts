import { afterEach, expect, test, vi } from 'vitest'
import { demoWorld, printTable } from './demo.ts'

afterEach(() => vi.restoreAllMocks())

test('prints numbers on the right and texts on the left', () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  printTable(
    ['key', 'bytes', ''],
    [
      ['a.csv', 1_200, 'cold'],
      ['b', 7, ''],
    ],
  )
  expect(log.mock.calls.flat()).toEqual(['key    bytes', 'a.csv  1,200  cold', 'b          7'])
})

test('gives each demo a world of its own, and the same again', async () => {
  const worlds = [demoWorld(), demoWorld()]
  const names = await Promise.all(worlds.map(async ({ aws }) => (await aws.s3.bucket()).name))
  expect(names[0]).toBe(names[1])
  expect(worlds.map(({ clock }) => clock.now())).toEqual([
    Date.parse('2026-03-02T12:00:00Z'),
    Date.parse('2026-03-02T12:00:00Z'),
  ])
})
