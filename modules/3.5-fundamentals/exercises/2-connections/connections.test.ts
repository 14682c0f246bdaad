import { candidate, expect, test } from '@workshop/testkit'
import type { Edge } from './connections.ts'

const { connections } = candidate(() => import('./connections.ts'))

const village: Edge[] = [
  ['Ada', 'Bo'],
  ['Bo', 'Cy'],
  ['Cy', 'Di'],
]

test('walks three steps', async () => {
  expect(await connections(village, 'Ada', 3)).toEqual(new Set(['Di']))
})

test('walks against an edge unless it is directed', async () => {
  expect(await connections(village, 'Bo', 1)).toEqual(new Set(['Ada', 'Cy']))
  expect(await connections(village, 'Bo', 1, { directed: true })).toEqual(new Set(['Cy']))
})
