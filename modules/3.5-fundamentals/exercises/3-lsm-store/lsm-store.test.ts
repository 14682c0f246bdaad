import { candidate, expect, test } from '@workshop/testkit'

const { openStore } = candidate(() => import('./lsm-store.ts'))

function inMemory() {
  const texts = new Map<string, string>()
  return {
    list: async () => [...texts.keys()],
    read: async (name: string) => texts.get(name)!,
    create: async (name: string, text: string) => void texts.set(name, text),
    replace: async (name: string, text: string) => void texts.set(name, text),
    remove: async (name: string) => void texts.delete(name),
  }
}

test('finds what was flushed after it opens again', async () => {
  const files = inMemory()
  const store = await openStore(files)
  await store.put('KSEA', 'Seattle')
  await store.put('KSFO', 'San Francisco')
  await store.flush()
  const again = await openStore(files)
  expect(await again.get('KSEA')).toBe('Seattle')
  expect(await again.scan('KSF', 'KSG')).toEqual([['KSFO', 'San Francisco']])
})

test('hides what was deleted', async () => {
  const store = await openStore(inMemory())
  await store.put('KSEA', 'Seattle')
  await store.flush()
  await store.delete('KSEA')
  expect(await store.get('KSEA')).toBe(undefined)
})
