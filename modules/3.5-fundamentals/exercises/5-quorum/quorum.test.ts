import { candidate, expect, sync, test } from '@workshop/testkit'
import type { Version } from './quorum.ts'

const { quorumRead, quorumWrite } = candidate(() => import('./quorum.ts'))

/** A replica that knows one version. */
function replica(id: string, version: Version) {
  const versions = [version]
  return {
    id,
    versions,
    get: async () => versions,
    put: async (_: string, given: Version) => void versions.splice(0, 1, given),
  }
}

test('reads the newer of two versions', async () => {
  const old = { value: 'book', clock: { A: 1 }, writtenAt: 9_000 }
  const fresh = { value: 'book, pen', clock: { A: 1, B: 1 }, writtenAt: 5 }
  const replicas = [replica('r1', old), replica('r2', fresh)]
  expect(await quorumRead(replicas, 'cart', { r: 2 })).toEqual({
    values: ['book, pen'],
    context: { A: 1, B: 1 },
  })
})

test('counts its own write', async () => {
  const old = { value: 'book', clock: { A: 1 }, writtenAt: 1 }
  const replicas = [replica('r1', old), replica('r2', old)]
  const deps = { now: sync(() => 2), hint: async () => {} }
  const options = { w: 2, writer: 'A' }
  expect(await quorumWrite(replicas, 'cart', 'pen', { A: 1 }, options, deps)).toEqual({ A: 2 })
  expect(replicas[1]!.versions).toMatchObject([{ value: 'pen', clock: { A: 2 } }])
})
