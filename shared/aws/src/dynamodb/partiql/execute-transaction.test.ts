import { describe, expect, test } from 'vitest'
import { TOKEN_LIFETIME } from '../idempotency.ts'
import { threeDepartments } from './test-departments.ts'

const hollister = `WHERE state = 'CA' AND name = 'Hollister'`
const salinas = `INSERT INTO departments VALUE {'state': 'CA', 'name': 'Salinas'}`
const transaction = (...statements: string[]) => ({
  TransactStatements: statements.map((Statement) => ({ Statement })),
})

describe('ExecuteTransaction', () => {
  test('does all that its statements write, if what EXISTS asks holds', async () => {
    const { call, get } = await threeDepartments()
    await call(
      'ExecuteTransaction',
      transaction(
        `EXISTS(SELECT * FROM departments WHERE state = 'CA' AND name = 'Gilroy' AND units IS MISSING)`,
        salinas,
        `UPDATE departments SET officers = officers + 1 ${hollister}`,
        `DELETE FROM departments WHERE state = 'NV' AND name = 'Reno'`,
      ),
    )
    expect(await get('Salinas')).toBeDefined()
    expect((await get('Hollister')).officers).toEqual({ N: '43' })
    expect(await get('Reno', 'NV')).toBeUndefined()
  })

  test('does nothing if one of them fails, and says which and why', async () => {
    const { call, get } = await threeDepartments()
    const cancelled = call(
      'ExecuteTransaction',
      transaction(
        salinas,
        `INSERT INTO departments VALUE {'state': 'CA', 'name': 'Gilroy'}`,
        `EXISTS(SELECT * FROM departments ${hollister} AND officers = 1)`,
      ),
    )
    await expect(cancelled).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, DuplicateItem, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ],
    })
    expect(await get('Salinas')).toBeUndefined()
  })

  test('reads items as of one moment', async () => {
    const { call, hollister: item } = await threeDepartments()
    const { Responses, ConsumedCapacity } = await call('ExecuteTransaction', {
      ...transaction(
        `SELECT * FROM departments ${hollister}`,
        `SELECT officers FROM departments WHERE state = 'NV' AND name = 'Reno'`,
        `SELECT * FROM departments WHERE state = 'NV' AND name = 'Nowhere'`,
      ),
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(Responses).toEqual([{ Item: item }, { Item: { officers: { N: '300' } } }, {}])
    expect(ConsumedCapacity).toEqual([
      { TableName: 'departments', CapacityUnits: 6, ReadCapacityUnits: 6 },
    ])
  })

  test('is done once for each token, while that is remembered', async () => {
    const { call, get, advance } = await threeDepartments()
    const input = {
      ...transaction(`UPDATE departments SET officers = officers + 1 ${hollister}`),
      ClientRequestToken: 'once',
      ReturnConsumedCapacity: 'TOTAL',
    }
    const first = await call('ExecuteTransaction', input)
    const second = await call('ExecuteTransaction', input)
    expect((await get('Hollister')).officers).toEqual({ N: '43' })
    expect(first.ConsumedCapacity).toMatchObject([{ WriteCapacityUnits: 4 }])
    expect(second.ConsumedCapacity).toMatchObject([{ ReadCapacityUnits: 2 }])
    const other = { ...transaction(salinas), ClientRequestToken: 'once' }
    await expect(call('ExecuteTransaction', other)).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    })
    await advance(TOKEN_LIFETIME)
    await call('ExecuteTransaction', input)
    expect((await get('Hollister')).officers).toEqual({ N: '44' })
  })

  const refused = 'Validation failed in TransactStatements'
  test.each([
    [[`SELECT * FROM departments WHERE`], `${refused}[0]: Statement wasn't well formed`],
    [
      [salinas, `DELETE FROM departments ${hollister} RETURNING ALL OLD *`],
      `${refused}[1]: RETURNING clause is not supported in ExecuteTransaction.`,
    ],
    [
      [`SELECT * FROM "departments"."by-county" WHERE county = 'x'`],
      `${refused}[0]: Reads on indices are not supported within transactions.`,
    ],
    [
      [salinas, `SELECT * FROM departments ${hollister}`],
      'ExecuteTransaction API does not support both read and write operations in the same request.',
    ],
    [
      [`SELECT * FROM departments WHERE state = 'CA'`],
      'Select statements within ExecuteTransaction must specify the primary key in the where clause.',
    ],
    [[salinas, salinas], 'Transaction request cannot include multiple operations on one item'],
    [[], 'Member must have length greater than or equal to 1'],
  ])('refuses %j', async (statements, message) => {
    const { call, get } = await threeDepartments()
    await expect(call('ExecuteTransaction', transaction(...statements))).rejects.toThrow(message)
    expect(await get('Salinas')).toBeUndefined()
  })
})
