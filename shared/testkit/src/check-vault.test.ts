import { describe, expect, test } from 'vitest'
import { freshCheck } from './fresh-check.ts'

describe('createVault', () => {
  test('gives back what was put, with its description and tree hash', async () => {
    const { aws } = freshCheck().context
    const vault = await aws.glacier.vault()
    const id = await vault.put(Buffer.from('2025'), 'Ledger')
    const { data, description, treeHash } = await vault.archive(id)
    expect(Buffer.from(data).toString()).toBe('2025')
    expect(description).toBe('Ledger')
    expect(treeHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('makes no call on behalf of the candidate', async () => {
    const { aws } = freshCheck().context
    const vault = await aws.glacier.vault()
    await vault.put(Buffer.from('2025'))
    expect(aws.calls()).toEqual([])
  })
})
