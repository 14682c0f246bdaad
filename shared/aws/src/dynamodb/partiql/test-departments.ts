import { departments, freshDatabase, INDEXED } from '../fresh-database.ts'

export const TableName = 'departments'

/** The key of a department in California. */
export function keyOf(name: string, state = 'CA') {
  return { state: { S: state }, name: { S: name } }
}

const HOLLISTER = {
  ...keyOf('Hollister'),
  county: { S: 'San Benito' },
  founded: { N: '1874' },
  officers: { N: '42' },
  units: { SS: ['canine', 'patrol'] },
  address: { M: { city: { S: 'Hollister' }, lines: { L: [{ S: 'a' }, { S: 'b' }] } } },
}
const GILROY = {
  ...keyOf('Gilroy'),
  county: { S: 'Santa Clara' },
  founded: { N: '1870' },
  officers: { N: '65' },
}
const RENO = { ...keyOf('Reno', 'NV'), officers: { N: '300' } }

/** A table with three police departments and indexes, and PartiQL on it, for one test. */
export async function threeDepartments() {
  const database = freshDatabase()
  await departments(database, INDEXED)
  const { call } = database
  for (const Item of [HOLLISTER, GILROY, RENO]) await call('PutItem', { TableName, Item })
  const run = (Statement: string, rest: object = {}) =>
    call('ExecuteStatement', { Statement, ...rest })
  const names = async (Statement: string, rest: object = {}): Promise<string[]> =>
    (await run(Statement, rest)).Items.map((item: { name: { S: string } }) => item.name.S)
  const get = async (name: string, state = 'CA') =>
    (await call('GetItem', { TableName, Key: keyOf(name, state) })).Item
  return { ...database, run, names, get, hollister: HOLLISTER, gilroy: GILROY, reno: RENO }
}
