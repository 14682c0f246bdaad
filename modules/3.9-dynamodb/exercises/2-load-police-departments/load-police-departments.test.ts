import { candidate, expect, test } from '@workshop/testkit'

const { loadPoliceDepartments } = candidate(() => import('./load-police-departments.ts'))

const cities = ['Fillmore', 'Ojai', 'Port Hueneme', 'Santa Paula', 'Simi Valley', 'Ventura']

test('loads a batch of departments', async ({ aws, sleep, random }) => {
  const table = await aws.dynamodb.table({ key: { guid: 'S' } })
  const deps = { doc: aws.dynamodb.doc, table: table.name, sleep, random }

  const loaded = await loadPoliceDepartments(departments(25), deps)

  expect(loaded).toEqual({ written: 25, retried: 0, rejected: [] })
  expect(await table.items()).toHaveLength(25)
})

test('notes what is too large', async ({ aws, sleep, random }) => {
  const table = await aws.dynamodb.table({ key: { guid: 'S' } })
  const deps = { doc: aws.dynamodb.doc, table: table.name, sleep, random }
  async function* large() {
    yield {
      guid: 'pd-1',
      PoliceDepartmentName: 'Vernon',
      State: 'CA',
      History: 'x'.repeat(500_000),
    }
  }

  const { written, rejected } = await loadPoliceDepartments(large(), deps)

  expect(written).toBe(0)
  expect(rejected.map(({ guid }) => guid)).toEqual(['pd-1'])
})

async function* departments(count: number) {
  for (let i = 0; i < count; i++) {
    yield { guid: `pd-${i}`, PoliceDepartmentName: cities[i % cities.length]!, State: 'CA' }
  }
}
