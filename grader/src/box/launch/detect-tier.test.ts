import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { detectTier } from './detect-tier.ts'
import { lacksOf } from './guarantees.ts'
import { guaranteesOf } from './isolation.ts'
import { installedTools } from './installed-tools.ts'

test('the tier names exactly what the tools in use do not give', async () => {
  for (const atMost of ['full', 'partial', 'minimal'] as const) {
    const { tier, tools, machine } = await detectTier(atMost)
    expect(tier.lacks).toEqual(lacksOf(guaranteesOf(tools, machine)))
  }
})

test('the tier is full only with bubblewrap, and says why where it is installed in vain', async () => {
  const { tier, tools, refusal } = await detectTier()
  const { bwrap } = installedTools(process.platform, process.env['PATH'] ?? '')
  expect(tier.name === 'full').toBe(tools.bwrap !== undefined && tier.lacks.length === 0)
  if (bwrap === undefined) expect(tools).not.toHaveProperty('bwrap')
  if (bwrap !== undefined && tools.bwrap === undefined) expect(refusal).toBeTypeOf('string')
})

test('the machine is asked once', async () => {
  expect(detectTier()).toBe(detectTier())
  expect(await detectTier()).toBe(await detectTier('full'))
})

test('a tier can be capped', async () => {
  expect((await detectTier('minimal')).tier.name).toBe('minimal')
  expect((await detectTier('partial')).tier.name).not.toBe('full')
})

test('only tools that exist are in use', async () => {
  const { tools, node, libraries } = await detectTier()
  const files = [node, ...Object.values(tools), ...libraries.map(({ source }) => source)]
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})
