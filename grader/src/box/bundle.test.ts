import { existsSync, mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs'
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

  test('keeps a bundle that somebody used lately, and removes the others', async () => {
    using folder = testFolder()
    const longAgo = new Date('2026-01-01')
    for (const name of ['recent', 'forgotten']) mkdirSync(folder.at(name))
    utimesSync(folder.at('forgotten'), longAgo, longAgo)
    const bundle = path.basename(await boxBundle(noWarming, folder.path))
    expect(readdirSync(folder.path).toSorted()).toEqual([bundle, 'recent'].toSorted())

    utimesSync(folder.at(bundle), longAgo, longAgo)
    await boxBundle(noWarming, folder.path)
    expect(statSync(folder.at(bundle)).mtime.getTime()).toBeGreaterThan(longAgo.getTime())
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
