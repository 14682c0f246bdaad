// Longer than most: what a SELECT may ask, and how it is read.
import { describe, expect, test } from 'vitest'
import { TableName, threeDepartments } from './test-departments.ts'

const inCalifornia = `SELECT * FROM "departments" WHERE state = 'CA'`

describe('SELECT', () => {
  test('finds one item by its key, without a token to go on', async () => {
    const { run, gilroy } = await threeDepartments()
    const found = await run(`${inCalifornia} AND name = 'Gilroy'`, { Limit: 1 })
    expect(found).toEqual({ Items: [gilroy] })
  })

  test.each([
    ['', ['Gilroy', 'Hollister']],
    [`AND name > 'Gilroy'`, ['Hollister']],
    [`AND 'Gilroy' < name`, ['Hollister']],
    [`AND name BETWEEN 'A' AND 'H'`, ['Gilroy']],
    [`AND begins_with("name", 'Ho')`, ['Hollister']],
    [`AND name >= 'A' AND name < 'H'`, ['Gilroy']],
    [`AND officers > 50`, ['Gilroy']],
    [`AND officers != 65`, ['Hollister']],
    [`AND NOT officers = 65`, ['Hollister']],
    [`AND officers IN (1, 42)`, ['Hollister']],
    [`AND officers NOT IN [1, 42]`, ['Gilroy']],
    [`AND units IS MISSING`, ['Gilroy']],
    [`AND units IS NOT MISSING`, ['Hollister']],
    [`AND contains(units, 'patrol')`, ['Hollister']],
    [`AND units = <<'patrol', 'canine'>>`, ['Hollister']],
    [`AND size(units) = 2`, ['Hollister']],
    [`AND officers IS NUMERIC`, ['Gilroy', 'Hollister']],
    [`AND attribute_type(address, 'M')`, ['Hollister']],
    [`AND address.city = 'Hollister'`, ['Hollister']],
    [`AND address."lines"[1] = 'b'`, ['Hollister']],
    [`AND (officers = 42 OR officers = 65) AND NOT founded < 1872`, ['Hollister']],
    [`ORDER BY name DESC`, ['Hollister', 'Gilroy']],
  ])('understands %s', async (condition, expected) => {
    const { names } = await threeDepartments()
    expect(await names(`${inCalifornia} ${condition}`)).toEqual(expected)
  })

  test('reads several partitions that IN or OR name, and scans for anything else', async () => {
    const { run } = await threeDepartments()
    const cost = async (condition: string) => {
      const { Items, ConsumedCapacity } = await run(
        `SELECT * FROM departments WHERE ${condition}`,
        { ReturnConsumedCapacity: 'TOTAL' },
      )
      return [Items.length, ConsumedCapacity.CapacityUnits]
    }
    expect(await cost(`state IN ['CA', 'NV', 'TX']`)).toEqual([3, 1.5])
    expect(await cost(`state = 'CA' OR state = 'NV'`)).toEqual([3, 1])
    expect(await cost(`state = 'NV' OR officers = 42`)).toEqual([2, 0.5])
    expect(await cost(`officers > 50`)).toEqual([2, 0.5])
  })

  test('refuses to read more partitions than IN may name', async () => {
    const { run } = await threeDepartments()
    const states = (count: number) => Array.from({ length: count }, (_, at) => `'S${at}'`)
    const inAny = (count: number) =>
      `SELECT * FROM departments WHERE state IN [${states(count).join()}]`
    expect(await run(inAny(50))).toEqual({ Items: [] })
    await expect(run(inAny(51))).rejects.toThrow('number of operands: 51')
    const orAny = states(51).map((state) => `state = ${state}`)
    expect(await run(`SELECT * FROM departments WHERE ${orAny.join(' OR ')}`)).toEqual({
      Items: [],
    })
  })

  test('counts the partitions that several keys name together', async () => {
    const { call, run, advance } = await threeDepartments()
    const names = ['city', 'street', 'house', 'floor']
    await call('CreateTable', {
      TableName: 'doors',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['id', ...names].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'N',
      })),
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'places',
          KeySchema: names.map((AttributeName) => ({ AttributeName, KeyType: 'HASH' })),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    })
    await advance(60_000)
    const places = (values: string) =>
      `SELECT * FROM doors.places WHERE ${names.map((name) => `${name} IN ${values}`).join(' AND ')}`
    expect(await run(places('[1, 2]'))).toEqual({ Items: [] })
    await expect(run(places('[1, 2, 3]'))).rejects.toThrow('number of operands: 81')
  })

  test('takes its values from parameters', async () => {
    const { names, run } = await threeDepartments()
    const Parameters = [{ S: 'CA' }, { SS: ['patrol', 'canine'] }]
    const statement = 'SELECT * FROM departments WHERE state = ? AND units = ?'
    expect(await names(statement, { Parameters })).toEqual(['Hollister'])
    await expect(run(statement, { Parameters: [{ S: 'CA' }] })).rejects.toThrow(
      "Number of parameters in request and statement don't match.",
    )
  })

  test('cuts items to the paths that it names', async () => {
    const { run } = await threeDepartments()
    const { Items } = await run(
      `SELECT name, address.city, address."lines"[1] FROM departments WHERE state = 'CA'`,
    )
    expect(Items).toEqual([
      { name: { S: 'Gilroy' } },
      { name: { S: 'Hollister' }, city: { S: 'Hollister' }, 'lines[1]': { S: 'b' } },
    ])
  })

  test('goes on with the token of the page before, through all partitions', async () => {
    const { run } = await threeDepartments()
    const statement = `SELECT name FROM departments WHERE state IN ['CA', 'NV'] AND officers > 0`
    const seen: string[] = []
    let NextToken: string | undefined
    do {
      const page = await run(statement, { Limit: 1, ...(NextToken && { NextToken }) })
      seen.push(...page.Items.map(({ name }: { name: { S: string } }) => name.S))
      NextToken = page.NextToken
    } while (NextToken)
    expect(seen).toEqual(['Gilroy', 'Hollister', 'Reno'])
  })

  test('refuses a token that is none, or of another statement', async () => {
    const { run } = await threeDepartments()
    await expect(run(inCalifornia, { NextToken: 'nonsense' })).rejects.toThrow('Invalid NextToken')
    const { NextToken } = await run(inCalifornia, { Limit: 1 })
    await expect(run('SELECT * FROM departments', { NextToken })).rejects.toThrow(
      'NextToken does not match request',
    )
  })

  test('reads an index: what it holds, and nothing else', async () => {
    const { run } = await threeDepartments()
    const { Items, ConsumedCapacity } = await run(
      `SELECT * FROM "departments"."by-county" WHERE county = 'Santa Clara'`,
      { ReturnConsumedCapacity: 'INDEXES' },
    )
    expect(Items.map((item: object) => Object.keys(item).sort())).toEqual([
      ['county', 'founded', 'name', 'officers', 'state'],
    ])
    expect(ConsumedCapacity).toMatchObject({
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { 'by-county': { CapacityUnits: 0.5 } },
    })
  })

  test('fetches from the table what a local index lacks', async () => {
    const { run } = await threeDepartments()
    const { Items, ConsumedCapacity } = await run(
      `SELECT officers FROM "departments"."by-founding" WHERE state = 'CA' ORDER BY founded`,
      { ReturnConsumedCapacity: 'INDEXES' },
    )
    expect(Items).toEqual([{ officers: { N: '65' } }, { officers: { N: '42' } }])
    expect(ConsumedCapacity.Table.CapacityUnits).toBe(1)
  })

  test.each([
    [
      `SELECT * FROM "departments"."by-county" WHERE county = 'x' AND units IS MISSING`,
      'One or more parameter values were invalid: Secondary index by-county does not project one or more filter attributes: [units]',
    ],
    [
      `SELECT units FROM "departments"."by-county" WHERE county = 'x'`,
      'One or more parameter values were invalid: Global secondary index by-county does not project [units]',
    ],
    [`SELECT * FROM "departments"."nowhere"`, 'The table does not have the specified index'],
    [
      `SELECT * FROM "departments"."by-county"."x"`,
      'A path may contain at most 2 components in the FROM clause',
    ],
    [`SELECT * FROM ""`, 'Path component cannot be an empty string'],
    [`SELECT * FROM "departments" d WHERE state = 'x'`, 'Aliasing is not supported'],
    [
      `SELECT * FROM "no-table" WHERE state = 'x' AND officers < TRUE`,
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [
      `SELECT * FROM departments WHERE officers = 1e126`,
      'Number overflow. Attempting to store a number with magnitude larger than supported range under root',
    ],
    [
      `SELECT * FROM departments WHERE officers`,
      'WHERE clause must contain an expression that resolves to a boolean',
    ],
    [
      `SELECT * FROM departments WHERE officers = MISSING`,
      'MISSING must be compared using IS operator',
    ],
    [`SELECT * FROM departments WHERE middle(officers)`, 'Unrecognized function: middle'],
    [
      `SELECT * FROM departments ORDER BY name`,
      'Must have WHERE clause in the statement when using ORDER BY clause.',
    ],
    [
      `${inCalifornia} ORDER BY officers`,
      'Variable reference officers in ORDER BY clause must be part of the primary key',
    ],
    [`EXISTS(${inCalifornia})`, 'EXISTS can only be used in ExecuteTransaction write requests.'],
  ])('refuses %s', async (statement, message) => {
    const { run } = await threeDepartments()
    await expect(run(statement)).rejects.toThrow(expect.objectContaining({ message }))
  })

  test('refuses a table that is not there, and strongly consistent reads of global indexes', async () => {
    const { run } = await threeDepartments()
    await expect(run('SELECT * FROM nowhere')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    })
    const byCounty = `SELECT * FROM "${TableName}"."by-county"`
    await expect(run(byCounty, { ConsistentRead: true })).rejects.toThrow(
      'Strongly consistent read is not supported on Global Secondary Indexes',
    )
  })
})
