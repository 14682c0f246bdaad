import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { familyInListing, familyOf, isAlive } from './processes.ts'

const LISTING = `
    1     0   9000   0:12.30 Mon Nov 23 09:00:00 2026
  501     1  40000   0:01.50 Mon Nov 23 10:00:00 2026
  502   501 120000   1:02.25 Mon Nov 23 10:00:01 2026
  503   502   8000 1-02:03:04 Mon Nov 23 10:00:02 2026
  600     1  70000   0:00.10 Mon Nov 23 10:00:03 2026
`

test('a family in a listing is a process with all that descends from it', () => {
  expect(familyInListing(501, LISTING).map(({ pid }) => pid)).toEqual([501, 502, 503])
  expect(familyInListing(777, LISTING)).toEqual([])
})

test('a listing gives memory in KiB and CPU time in seconds', () => {
  const [first, second, third] = familyInListing(501, LISTING)
  expect(first).toMatchObject({ residentKb: 40_000, cpuSeconds: 1.5 })
  expect(second).toMatchObject({ residentKb: 120_000, cpuSeconds: 62.25 })
  expect(third?.cpuSeconds).toBe(93_784)
})

if (process.platform === 'linux') {
  test('a family has the children of children, whatever their programs are called', async () => {
    const script = 'sleep 60 & (exec -a "odd ) name" sleep 60) & wait'
    const parent = spawn('bash', ['-c', script], { detached: true })
    await expect.poll(() => familyOf(parent.pid ?? 0, 'linux').length).toBeGreaterThanOrEqual(3)
    const family = familyOf(parent.pid ?? 0, 'linux')
    expect(family.every((member) => isAlive(member, 'linux'))).toBe(true)
    process.kill(-(parent.pid ?? 0), 'SIGKILL')
    await once(parent, 'close')
    expect(
      family.filter((member) => member.pid === parent.pid && isAlive(member, 'linux')),
    ).toEqual([])
  })

  test('a sample of this process counts its memory and its CPU time', () => {
    const [own] = familyOf(process.pid, 'linux')
    expect(own?.residentKb).toBeGreaterThan(10_000)
    expect(own?.cpuSeconds).toBeGreaterThan(0)
  })

  test('a later process with the same id is not taken for the sampled one', () => {
    const [own] = familyOf(process.pid, 'linux')
    expect(own && isAlive({ ...own, startedAt: '1' }, 'linux')).toBe(false)
  })
}
