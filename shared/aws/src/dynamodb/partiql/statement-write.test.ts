// Longer than most: each of the three statements that write, with all that it refuses.
import { describe, expect, test } from 'vitest'
import { threeDepartments } from './test-departments.ts'

const where = `WHERE state = 'CA' AND name = 'Hollister'`
const noKey = 'Where clause does not contain a mandatory equality on all key attributes'

describe('INSERT', () => {
  test('adds an item with values of every type', async () => {
    const { run, get } = await threeDepartments()
    const statement = `INSERT INTO departments VALUE {'state': 'CA', 'name': ?,
      'n': -1.50, 'yes': true, 'none': NULL, 'list': [1, 'x', {'deep': ?}], 'set': <<1, 2>>}`
    const Parameters = [{ S: 'Salinas' }, { B: Uint8Array.of(1, 2) }]
    expect(await run(statement, { Parameters })).toEqual({ Items: [] })
    expect(await get('Salinas')).toEqual({
      state: { S: 'CA' },
      name: { S: 'Salinas' },
      n: { N: '-1.5' },
      yes: { BOOL: true },
      none: { NULL: true },
      list: { L: [{ N: '1' }, { S: 'x' }, { M: { deep: { B: Uint8Array.of(1, 2) } } }] },
      set: { NS: ['1', '2'] },
    })
  })

  test('leaves an item alone that is there already', async () => {
    const { run, get, gilroy } = await threeDepartments()
    const statement = `INSERT INTO departments VALUE {'state': 'CA', 'name': 'Gilroy'}`
    await expect(run(statement)).rejects.toMatchObject({
      name: 'DuplicateItemException',
      message: 'Duplicate primary key exists in table',
    })
    expect(await get('Gilroy')).toEqual(gilroy)
  })

  test.each([
    [`{'state': 'CA'}`, 'Missing the key name in the item'],
    [`{'state': 'CA', 'name': ''}`, 'cannot contain an empty string value'],
    [
      `{'state': 'CA', 'state': 'NV', 'name': 'x'}`,
      'Duplicate keys in tuple. Key: state under root',
    ],
    [`{'state': 'CA', 'name': 'x', 'm': {'x': 1e126}}`, 'supported range under root.x'],
    [`{'state': 'CA', 'name': 'x', 'l': [1, 1e126]}`, 'supported range under root[1]'],
    [`{'state': 'CA', 'name': 'x', 's': <<>>}`, 'Empty bags are not supported'],
    [`{'state': 'CA', 'name': 'x', 's': <<1, 'a'>>}`, 'Unsupported data type in Bag'],
    [`'CA'`, 'Unsupported format in item expression'],
  ])('refuses %s', async (item, message) => {
    const { run } = await threeDepartments()
    await expect(run(`INSERT INTO departments VALUE ${item}`)).rejects.toThrow(message)
  })

  test('refuses an item of more than 400 KB', async () => {
    const { run } = await threeDepartments()
    const statement = `INSERT INTO departments VALUE {'state': 'CA', 'name': 'x', 'notes': ?}`
    const Parameters = [{ S: 'x'.repeat(410_000) }]
    await expect(run(statement, { Parameters })).rejects.toThrow(
      'Item size has exceeded the maximum allowed size',
    )
  })
})

describe('UPDATE', () => {
  test.each([
    ['SET officers = 43', { officers: { N: '43' } }],
    [
      'SET officers = officers + 1 SET "chief" = \'Ada\'',
      { officers: { N: '43' }, chief: { S: 'Ada' } },
    ],
    ['SET officers = officers - 2, founded = 1', { officers: { N: '40' }, founded: { N: '1' } }],
    ["SET address.city = 'x'", { address: { M: { city: { S: 'x' }, lines: expect.anything() } } }],
    ['SET calls = [1]', { calls: { L: [{ N: '1' }] } }],
    ['SET copied = address.city', { copied: { S: 'Hollister' } }],
    ["SET units = set_add(units, <<'marine'>>)", { units: { SS: ['canine', 'patrol', 'marine'] } }],
    ["SET units = set_delete(units, <<'canine'>>)", { units: { SS: ['patrol'] } }],
    ['REMOVE units REMOVE officers', { units: undefined, officers: undefined }],
  ])('%s', async (changes, expected) => {
    const { run, get, hollister } = await threeDepartments()
    expect(await run(`UPDATE departments ${changes} ${where}`)).toEqual({ Items: [] })
    expect({ ...(await get('Hollister')) }).toEqual({ ...hollister, ...expected })
  })

  test('appends to lists', async () => {
    const { run, get } = await threeDepartments()
    await run(
      `UPDATE departments SET address."lines" = list_append(address."lines", ['c']) ${where}`,
    )
    expect((await get('Hollister')).address.M.lines.L).toEqual([{ S: 'a' }, { S: 'b' }, { S: 'c' }])
  })

  test.each([
    ['ALL OLD', { officers: { N: '42' }, state: { S: 'CA' } }],
    ['ALL NEW', { officers: { N: '43' }, state: { S: 'CA' } }],
  ])('returns %s', async (which, expected) => {
    const { run } = await threeDepartments()
    const { Items } = await run(
      `UPDATE departments SET officers = 43 ${where} RETURNING ${which} *`,
    )
    expect(Items).toMatchObject([expected])
  })

  test.each([
    ['SET officers = 43', 'OLD', [{ officers: { N: '42' } }]],
    ['SET officers = 43', 'NEW', [{ officers: { N: '43' } }]],
    ["SET address.city = 'x'", 'NEW', [{ address: { M: { city: { S: 'x' } } } }]],
    ['SET address."lines"[1] = \'x\'', 'OLD', [{ address: { M: { lines: { L: [{ S: 'b' }] } } } }]],
    ['REMOVE officers', 'NEW', []],
    ['SET calls = 1', 'OLD', []],
  ])('%s returns only what it changed: %s', async (changes, when, expected) => {
    const { run } = await threeDepartments()
    const { Items } = await run(
      `UPDATE departments ${changes} ${where} RETURNING MODIFIED ${when} *`,
    )
    expect(Items).toEqual(expected)
  })

  test('makes no item where there is none', async () => {
    const { run, get } = await threeDepartments()
    await expect(
      run(`UPDATE departments SET officers = 1 WHERE state = 'CA' AND name = 'Nowhere'`),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
    expect(await get('Nowhere')).toBeUndefined()
  })

  test('needs what else its condition asks, and shows the item if it is to', async () => {
    const { run, get, hollister } = await threeDepartments()
    const statement = `UPDATE departments SET officers = 1 ${where} AND officers = 1`
    const rest = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }
    await expect(run(statement, rest)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: hollister,
    })
    expect(await get('Hollister')).toEqual(hollister)
  })

  test.each([
    ['SET officers = 1', noKey],
    [`SET officers = 1 WHERE state = 'CA'`, noKey],
    [`SET officers = 1 WHERE state = 'CA' AND name > 'A'`, noKey],
    [
      `SET officers = 1 ${where} AND name = 'x'`,
      'Multiple conditions on same key name. Only single item Update/Insert/Delete are supported',
    ],
    [
      `SET name = 'x' ${where}`,
      'One or more parameter values were invalid: Cannot update attribute name. This attribute is part of the key',
    ],
    [
      `SET calls[0] = 1 ${where}`,
      'The document path provided in the update expression is invalid for update',
    ],
    [
      `SET units = set_add(officers, <<1>>) ${where}`,
      'The first argument to SET_ADD must equal the assignment value',
    ],
    [
      `SET units = set_add(units, 'x') ${where}`,
      'The second argument to SET_ADD must be a value with type SET',
    ],
  ])('refuses %s', async (changes, message) => {
    const { run } = await threeDepartments()
    const refused = run(`UPDATE departments ${changes}`)
    await expect(refused).rejects.toThrow(expect.objectContaining({ message }))
  })
})

describe('DELETE', () => {
  test('deletes an item and returns it if it is to', async () => {
    const { run, get, hollister } = await threeDepartments()
    const { Items } = await run(`DELETE FROM departments ${where} RETURNING ALL OLD *`)
    expect(Items).toEqual([hollister])
    expect(await get('Hollister')).toBeUndefined()
  })

  test('does not mind that there is nothing to delete, whatever else it asks', async () => {
    const { run } = await threeDepartments()
    const statement = `DELETE FROM departments WHERE state = 'CA' AND name = 'x' AND officers = 1`
    expect(await run(statement)).toEqual({ Items: [] })
  })

  test('leaves an item alone that is not as it asks', async () => {
    const { run, get } = await threeDepartments()
    await expect(run(`DELETE FROM departments ${where} AND officers = 1`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    })
    expect(await get('Hollister')).toBeDefined()
  })

  test.each([
    [
      `DELETE FROM departments ${where} RETURNING MODIFIED OLD *`,
      'Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
    ],
    [
      `DELETE FROM "departments"."by-county" ${where}`,
      'This operation is not supported on an index',
    ],
    [
      `INSERT INTO "departments"."by-county" VALUE {'state': 'x'}`,
      'FROM clause may only contain a single table name in data manipulation statements',
    ],
  ])('refuses %s', async (statement, message) => {
    const { run } = await threeDepartments()
    await expect(run(statement)).rejects.toThrow(expect.objectContaining({ message }))
  })
})

describe('a statement that writes', () => {
  test('costs what the write costs', async () => {
    const { run } = await threeDepartments()
    const { ConsumedCapacity } = await run(`DELETE FROM departments ${where}`, {
      ReturnConsumedCapacity: 'INDEXES',
    })
    expect(ConsumedCapacity).toMatchObject({
      CapacityUnits: 3,
      Table: { CapacityUnits: 1 },
      LocalSecondaryIndexes: { 'by-founding': { CapacityUnits: 1 } },
      GlobalSecondaryIndexes: { 'by-county': { CapacityUnits: 1 } },
    })
  })
})
