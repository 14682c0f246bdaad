import { describe, expect, test } from 'vitest'
import { TableName, threeDepartments } from './test-departments.ts'

const hollister = `WHERE state = 'CA' AND name = 'Hollister'`
const batch = (...statements: string[]) => ({
  Statements: statements.map((Statement) => ({ Statement })),
})

describe('BatchExecuteStatement', () => {
  test('answers each read, in order, with at most one item', async () => {
    const { call, gilroy } = await threeDepartments()
    const { Responses } = await call(
      'BatchExecuteStatement',
      batch(
        `SELECT * FROM departments WHERE state = 'CA' AND name = 'Gilroy'`,
        `SELECT officers FROM departments ${hollister}`,
        `SELECT * FROM departments ${hollister} AND officers = 1`,
      ),
    )
    expect(Responses).toEqual([
      { TableName, Item: gilroy },
      { TableName, Item: { officers: { N: '42' } } },
      { TableName },
    ])
  })

  test('does what it can, and says of each statement why it was refused', async () => {
    const { call, get } = await threeDepartments()
    const { Responses } = await call(
      'BatchExecuteStatement',
      batch(
        `UPDATE departments SET officers = 1 ${hollister} RETURNING MODIFIED NEW *`,
        `INSERT INTO departments VALUE {'state': 'CA', 'name': 'Gilroy'}`,
        `DELETE FROM departments ${hollister} AND officers = 99`,
        `DELETE FROM nowhere ${hollister}`,
        `DELETTE FROM departments ${hollister}`,
      ),
    )
    expect(Responses).toEqual([
      { TableName, Item: { officers: { N: '1' } } },
      { Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } },
      { Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' } },
      { Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
      {
        Error: {
          Code: 'ValidationError',
          Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
        },
      },
    ])
    expect((await get('Hollister')).officers).toEqual({ N: '1' })
  })

  test('reads only by whole keys', async () => {
    const { call } = await threeDepartments()
    const { Responses } = await call(
      'BatchExecuteStatement',
      batch(`SELECT * FROM departments WHERE state = 'CA'`),
    )
    expect(Responses[0].Error).toEqual({
      Code: 'ValidationError',
      Message:
        'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
    })
  })

  test('refuses a mixture of reads and writes, and too few or too many statements', async () => {
    const { call, get } = await threeDepartments()
    const read = `SELECT * FROM departments ${hollister}`
    const mixture = batch(read, `DELETE FROM departments ${hollister}`)
    await expect(call('BatchExecuteStatement', mixture)).rejects.toThrow(
      'does not support both read and write operations',
    )
    expect(await get('Hollister')).toBeDefined()
    await expect(call('BatchExecuteStatement', batch())).rejects.toThrow(
      "Value '[]' at 'statements' failed to satisfy constraint: Member must have length greater than or equal to 1",
    )
    const many = batch(...Array.from({ length: 26 }, () => read))
    await expect(call('BatchExecuteStatement', many)).rejects.toThrow(
      'Member must have length less than or equal to 25',
    )
  })

  test('reports what all statements together consumed', async () => {
    const { call } = await threeDepartments()
    const { ConsumedCapacity } = await call('BatchExecuteStatement', {
      Statements: [
        { Statement: `SELECT * FROM departments ${hollister}`, ConsistentRead: true },
        { Statement: `SELECT * FROM departments ${hollister}` },
      ],
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 1.5 }])
  })
})
