import fc from 'fast-check'
import { expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

const name = fc.constantFrom('Aptos', 'Boron', 'Chico', 'Davis', 'Etna')
const county = fc.option(fc.constantFrom('Kern', 'Yolo'), { nil: undefined })
const founded = fc.option(fc.integer({ min: -3, max: 12 }), { nil: undefined })
const change = fc.record({
  kind: fc.constantFrom('put', 'update', 'delete'),
  name,
  county,
  founded,
})

interface Department {
  name: string
  county: string | undefined
  founded: number | undefined
}

test('indexes hold what a filter over all items finds, whatever has been written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 40 }), async (changes) => {
      const database = freshDatabase()
      const TableName = await departments(database, INDEXED)
      const model = new Map<string, Department>()
      for (const { kind, ...department } of changes) {
        const Key = { state: { S: 'CA' }, name: { S: department.name } }
        if (kind === 'delete') {
          await database.call('DeleteItem', { TableName, Key })
          model.delete(department.name)
        } else if (kind === 'put') {
          await database.call('PutItem', {
            TableName,
            Item: { ...Key, ...attributesOf(department) },
          })
          model.set(department.name, department)
        } else {
          await database.call('UpdateItem', { TableName, Key, ...updateOf(department) })
          model.set(department.name, department)
        }
      }
      for (const wanted of ['Kern', 'Yolo']) {
        const { Items } = await database.call('Query', {
          TableName,
          IndexName: 'by-county',
          KeyConditionExpression: 'county = :c',
          ExpressionAttributeValues: { ':c': { S: wanted } },
        })
        expect(namesOf(Items)).toEqual(sorted(model, (department) => department.county === wanted))
      }
      const { Items } = await database.call('Query', {
        TableName,
        IndexName: 'by-founding',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':s': { S: 'CA' } },
      })
      expect(namesOf(Items)).toEqual(sorted(model, () => true))
    }),
    { numRuns: 60 },
  )
})

function attributesOf(department: Department) {
  return {
    ...(department.county !== undefined && { county: { S: department.county } }),
    ...(department.founded !== undefined && { founded: { N: String(department.founded) } }),
  }
}

function updateOf(department: Department) {
  const attributes = Object.entries(attributesOf(department))
  const missing = ['county', 'founded'].filter((key) => !attributes.some(([set]) => set === key))
  const set = attributes.map(([key]) => `${key} = :${key}`).join(', ')
  const values = Object.fromEntries(attributes.map(([key, value]) => [`:${key}`, value]))
  return {
    UpdateExpression: [set && `SET ${set}`, missing.length > 0 && `REMOVE ${missing.join(', ')}`]
      .filter(Boolean)
      .join(' '),
    ...(set && { ExpressionAttributeValues: values }),
  }
}

/** Names in the order of the items; items of one year come in an order that is not documented. */
function namesOf(items: { name: { S: string }; founded: { N: string } }[]) {
  const years = [...new Set(items.map(({ founded }) => founded.N))]
  return years.flatMap((year) =>
    items
      .filter(({ founded }) => founded.N === year)
      .map(({ name: { S } }) => S)
      .toSorted(),
  )
}

function sorted(model: Map<string, Department>, fits: (department: Department) => boolean) {
  return [...model.values()]
    .filter((department) => department.founded !== undefined && fits(department))
    .sort((a, b) => (a.founded ?? 0) - (b.founded ?? 0) || (a.name < b.name ? -1 : 1))
    .map((department) => department.name)
}
