import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { testFolder } from '../intake/fixture/test-folder.ts'
import type { ExerciseResult } from '../result.ts'
import { directoryStore, noStore } from './result-store.ts'

const KEY = 'ab'.repeat(32)
const unheard = () => expect.unreachable('nothing went wrong')

describe('directoryStore', () => {
  test('gives back what was written, to another store as well', async () => {
    using folder = testFolder()
    await directoryStore(folder.path, { fresh: false, onProblem: unheard }).write(result(3))
    const later = directoryStore(folder.path, { fresh: false, onProblem: unheard })
    expect(await later.read(KEY)).toEqual(result(3))
  })

  test('knows nothing of other keys', async () => {
    using folder = testFolder()
    const store = directoryStore(folder.path, { fresh: false, onProblem: unheard })
    await store.write(result(3))
    expect(await store.read('cd'.repeat(32))).toBeUndefined()
  })

  test('reads nothing when fresh, and still writes', async () => {
    using folder = testFolder()
    const fresh = directoryStore(folder.path, { fresh: true, onProblem: unheard })
    await fresh.write(result(3))
    expect(await fresh.read(KEY)).toBeUndefined()
    const later = directoryStore(folder.path, { fresh: false, onProblem: unheard })
    expect(await later.read(KEY)).toEqual(result(3))
  })

  test.each([
    ['cut short', JSON.stringify(result(3)).slice(0, 40)],
    ['empty', ''],
    ['kept under the wrong key', JSON.stringify({ ...result(3), key: 'cd'.repeat(32) })],
    ['null', 'null'],
  ])('takes a result that is %s for none', async (_, text) => {
    using folder = testFolder()
    mkdirSync(folder.at('ab'))
    writeFileSync(folder.at(`ab/${KEY}.json`), text)
    const store = directoryStore(folder.path, { fresh: false, onProblem: unheard })
    expect(await store.read(KEY)).toBeUndefined()
  })

  test('leaves one whole file, whoever writes the same result at the same time', async () => {
    using folder = testFolder()
    const stores = [1, 2, 3].map(() =>
      directoryStore(folder.path, { fresh: false, onProblem: unheard }),
    )
    const writes = Array.from({ length: 60 }, (_, n) => stores[n % 3]!.write(result(n)))
    await Promise.all(writes)
    expect(readdirSync(folder.at('ab'))).toEqual([`${KEY}.json`])
    expect(await stores[0]!.read(KEY)).toMatchObject({ id: '9.1.1' })
  })

  test('tells once that results cannot be kept, and goes on', async () => {
    using folder = testFolder({ results: 'a file where the directory should be' })
    const heard: string[] = []
    const store = directoryStore(path.join(folder.path, 'results'), {
      fresh: false,
      onProblem: ({ message }) => heard.push(message),
    })
    await store.write(result(3))
    await store.write(result(4))
    expect(heard).toEqual([expect.stringContaining('ENOTDIR')])
    expect(await store.read(KEY)).toBeUndefined()
  })
})

test('noStore keeps nothing', async () => {
  await noStore.write(result(3))
  expect(await noStore.read(KEY)).toBeUndefined()
})

function result(points: number): ExerciseResult {
  return {
    id: '9.1.1',
    title: 'Double readings',
    section: '9.1',
    file: 'modules/9.1-fixture/exercises/1-double/double.ts',
    status: 'completed',
    points,
    maxPoints: 4,
    checks: [],
    key: KEY,
    durationMs: 12,
  }
}
