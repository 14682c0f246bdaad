import { expect, onTestFinished, test, vi } from 'vitest'
import { showProgress } from './progress.ts'

test('counts seconds on a terminal until the first is done', () => {
  const { world, shown } = terminal({ isTTY: true })
  const progress = showProgress(2, world)
  vi.advanceTimersByTime(2_000)
  progress.advance('ada  9/9')
  vi.advanceTimersByTime(2_000)
  progress.end()
  expect(shown.map((text) => text.replace('\r\u001B[K', ''))).toEqual([
    '0/2  1 s',
    '0/2  2 s',
    '1/2  ada  9/9, about 2 s left',
    '',
  ])
})

test('counts no further where nothing was done before the end', () => {
  const { world, shown } = terminal({ isTTY: true })
  showProgress(0, world).end()
  vi.advanceTimersByTime(5_000)
  expect(shown).toEqual(['\r\u001B[K'])
})

test('writes a line for each that is done, and no other, where nothing can be rewritten', () => {
  const { world, shown } = terminal({ isTTY: false })
  const progress = showProgress(1, world)
  vi.advanceTimersByTime(5_000)
  progress.advance('ada  9/9')
  progress.end()
  expect(shown).toEqual(['1/1  ada  9/9\n'])
})

function terminal({ isTTY }: { isTTY: boolean }) {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const shown: string[] = []
  const stderr = { isTTY, write: (text: string) => shown.push(text) }
  const world = { stderr: stderr as unknown as NodeJS.WriteStream, env: {} }
  return { world, shown }
}
