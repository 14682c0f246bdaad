import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { testFolder } from '../intake/fixture/test-folder.ts'
import { boxBundle } from './bundle.ts'

const noWarming = async () => {}

describe('boxBundle', () => {
  test('makes a bundle once, and warms it before anybody can use it', async () => {
    using folder = testFolder()
    const warmed: string[] = []
    const warm = async (bundle: string) => {
      expect(existsSync(path.join(bundle, 'box.mjs'))).toBe(true)
      warmed.push(bundle)
    }
    const first = await boxBundle(warm, folder.path)
    const second = await boxBundle(warm, folder.path)
    expect(second).toBe(first)
    expect(warmed).toHaveLength(1)
    expect(warmed[0]).not.toBe(first)
    const files = readdirSync(first).filter((file) => !file.endsWith('.mjs'))
    expect(files).toEqual(['compile-cache'])
  })

  test('gives everybody the same bundle who asks at the same time', async () => {
    using folder = testFolder()
    const bundles = await Promise.all([1, 2].map(() => boxBundle(noWarming, folder.path)))
    expect(bundles[0]).toBe(bundles[1])
    expect(readdirSync(folder.path)).toEqual([path.basename(bundles[0]!)])
  })

  test('leaves nothing behind where warming fails', async () => {
    using folder = testFolder()
    const fail = async () => {
      throw new Error('no process can be started')
    }
    await expect(boxBundle(fail, folder.path)).rejects.toThrow('no process can be started')
    expect(readdirSync(folder.path)).toEqual([])
  })

  test('says where it cannot write', async () => {
    using folder = testFolder({ cache: 'a file in the place of the folder' })
    await expect(boxBundle(noWarming, folder.at('cache'))).rejects.toMatchObject({
      name: 'GraderError',
      message: `Cannot write the program of the box in "${folder.at('cache')}" (ENOTDIR)`,
    })
  })
})
