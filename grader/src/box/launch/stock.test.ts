import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BoxEnd, BoxProcess } from './box-process.ts'
import { SlotDirectories } from './slot-directories.ts'
import { BoxStock } from './stock.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stock-'))
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

describe('BoxStock', () => {
  test('starts boxes ahead, each with an empty slot of its own', async () => {
    const started: string[] = []
    const stock = stockOf(2, (slot) => started.push(slot))
    expect(started).toHaveLength(2)
    expect(new Set(started).size).toBe(2)
    expect(started.map((slot) => readdirSync(slot))).toEqual([[], []])
    await stock.close()
  })

  test('hands out the box that waited longest and starts another', async () => {
    const started: string[] = []
    const stock = stockOf(2, (slot) => started.push(slot))
    expect(stock.take().slot).toBe(started[0])
    expect(started).toHaveLength(2)
    await nextTurn()
    expect(started).toHaveLength(3)
    await stock.close()
  })

  test('never hands out the same box twice, even when it is asked faster than it refills', async () => {
    const stock = stockOf(2)
    const slots = Array.from({ length: 5 }, () => stock.take().slot)
    expect(new Set(slots).size).toBe(5)
    await stock.close()
  })

  test('does not hand out a box that ended while it waited', async () => {
    const stock = stockOf(1)
    const first = stock.take()
    await nextTurn()
    const [waiting] = FakeBox.living.filter((box) => box.pid !== first.box.pid)
    waiting?.end()
    await nextTurn()
    expect(waiting).toBeDefined()
    expect(stock.take().box.pid).not.toBe(waiting?.pid)
    await stock.close()
  })

  test('removes the slot of a box that ended', async () => {
    const stock = stockOf(1)
    const { box, slot } = stock.take()
    await box.kill()
    await nextTurn()
    expect(existsSync(slot)).toBe(false)
    await stock.close()
  })

  test('kills all boxes and leaves no directory when it is closed', async () => {
    const stock = stockOf(2)
    stock.take()
    await nextTurn()
    expect(FakeBox.living).toHaveLength(3)
    await stock.close()
    expect(FakeBox.living).toEqual([])
    expect(readdirSync(directory)).toEqual([])
    expect(() => stock.take()).toThrow('The stock of boxes is closed')
  })

  test('throws to its taker when no box can be started', async () => {
    let working = true
    const stock = stockOf(1, () => {
      if (!working) throw new Error('No more processes')
    })
    working = false
    stock.take()
    await nextTurn()
    expect(() => stock.take()).toThrow('No more processes')
    await stock.close()
  })
})

describe('SlotDirectories', () => {
  test('removes what a run that is gone has left behind', () => {
    const { pid } = spawnSync('true')
    const left = join(directory, `storage-workshop-boxes-${pid}-aB3dE9`)
    mkdirSync(join(left, '1'), { recursive: true })
    const slots = new SlotDirectories(directory)
    expect(existsSync(left)).toBe(false)
    slots.remove()
  })

  test.skipIf(process.platform !== 'linux')(
    'ends what still waits for a run that is gone',
    async () => {
      const { pid } = spawnSync('true')
      const left = join(directory, `storage-workshop-boxes-${pid}-aB3dE9`)
      mkdirSync(left)
      const waiting = spawn(process.execPath, ['-e', WAITS, join(left, '1')])
      const other = spawn(process.execPath, ['-e', WAITS, `${left}-of-others`])
      await Promise.all([once(waiting, 'spawn'), once(other, 'spawn')])
      const ended = once(waiting, 'exit')
      const slots = new SlotDirectories(directory)
      expect(await ended).toEqual([null, 'SIGKILL'])
      expect(other.exitCode).toBeNull()
      other.kill('SIGKILL')
      slots.remove()
    },
  )

  test('leaves the directory of a run that goes on', () => {
    const first = new SlotDirectories(directory)
    const second = new SlotDirectories(directory)
    expect(existsSync(first.root)).toBe(true)
    second.remove()
    expect(existsSync(first.root)).toBe(true)
    first.remove()
  })

  test('does not follow a link that pretends to be a leftover', () => {
    const { pid } = spawnSync('true')
    const precious = join(directory, 'precious')
    mkdirSync(precious)
    symlinkSync(precious, join(directory, `storage-workshop-boxes-${pid}-aB3dE9`))
    const slots = new SlotDirectories(directory)
    expect(existsSync(precious)).toBe(true)
    slots.remove()
  })

  test('leaves directories of other names alone', () => {
    const other = join(directory, 'storage-workshop-boxes-notes')
    mkdirSync(other)
    const slots = new SlotDirectories(directory)
    expect(existsSync(other)).toBe(true)
    slots.remove()
  })
})

const WAITS = 'setTimeout(() => {}, 60_000)'

function stockOf(size: number, started: (slot: string) => unknown = () => {}): BoxStock {
  FakeBox.living = []
  return new BoxStock({
    size,
    directory,
    launch: (slot) => {
      started(slot)
      return new FakeBox() as unknown as BoxProcess
    },
  })
}

/** A box without a process: only its end matters to a stock. */
class FakeBox {
  static living: FakeBox[] = []
  static #started = 0
  readonly pid = ++FakeBox.#started
  readonly #end = Promise.withResolvers<BoxEnd>()
  readonly ended = this.#end.promise

  constructor() {
    FakeBox.living.push(this)
  }

  end(): void {
    FakeBox.living = FakeBox.living.filter((box) => box !== this)
    this.#end.resolve({ code: null, signal: 'SIGKILL' })
  }

  async kill(): Promise<void> {
    this.end()
  }
}
