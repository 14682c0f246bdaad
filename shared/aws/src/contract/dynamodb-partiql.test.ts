// Longer than most: statements one by one, in batches and in transactions.
import * as sdk from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { activeTable } from './active-table.ts'
import { contract } from './contract.ts'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html and the pages
// below it, and the API pages of the three operations

type Item = Record<string, sdk.AttributeValue>

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

await contract('DynamoDB', (target) => {
  const dynamodb = target.client(sdk.DynamoDBClient)
  const refused = { name: 'ValidationException' }

  const run = (Statement: string, more: Partial<sdk.ExecuteStatementInput> = {}) =>
    dynamodb.send(new sdk.ExecuteStatementCommand({ Statement, ...more }))

  const batch = (...statements: string[]) =>
    dynamodb.send(
      new sdk.BatchExecuteStatementCommand({
        Statements: statements.map((Statement) => ({ Statement })),
      }),
    )

  const transact = (
    statements: string[],
    more: Partial<sdk.ExecuteTransactionInput> = {},
  ): Promise<sdk.ExecuteTransactionOutput> =>
    dynamodb.send(
      new sdk.ExecuteTransactionCommand({
        TransactStatements: statements.map((Statement) => ({ Statement })),
        ...more,
      }),
    )

  /** A table of rides by cab and number, with an index by rider. */
  async function rides(...items: Item[]) {
    const TableName = await activeTable(target, 'rides', {
      keys: { cab: 'S', at: 'N' },
      others: { rider: 'S' },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-rider',
          KeySchema: [{ AttributeName: 'rider', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    })
    for (const Item of items) await dynamodb.send(new sdk.PutItemCommand({ TableName, Item }))
    return {
      table: `"${TableName}"`,
      get: async (at: number) => {
        const Key = { cab: { S: 'c7' }, at: { N: String(at) } }
        const input = { TableName, Key, ConsistentRead: true }
        return (await dynamodb.send(new sdk.GetItemCommand(input))).Item
      },
    }
  }

  const ride = (at: number, more: Item = {}): Item => ({
    cab: { S: 'c7' },
    at: { N: String(at) },
    ...more,
  })
  const insert = (table: string, at: number) =>
    `INSERT INTO ${table} VALUE {'cab': 'c7', 'at': ${at}}`
  const where = (at: number) => `WHERE cab = 'c7' AND "at" = ${at}`

  test('inserts an item once', async () => {
    const { table, get } = await rides()
    const Statement = `INSERT INTO ${table} VALUE {'cab': 'c7', 'at': 1, 'stops': ['x', {'km': 2}]}`
    await run(Statement)
    const stops = { L: [{ S: 'x' }, { M: { km: { N: '2' } } }] }
    expect(await get(1)).toEqual(ride(1, { stops }))
    await expect(run(Statement)).rejects.toMatchObject({ name: 'DuplicateItemException' })
  })

  test('selects by keys, by other attributes, and only what it names', async () => {
    const fare = (N: string) => ({ fare: { N }, rider: { S: 'ada' } })
    const { table } = await rides(ride(1, fare('9')), ride(2, fare('3')), ride(3, fare('5')))
    const select = async (rest: string) => (await run(`SELECT ${rest}`)).Items
    expect(await select(`* FROM ${table} ${where(2)}`)).toEqual([ride(2, fare('3'))])
    expect(await select(`fare FROM ${table} WHERE cab = 'c7' AND "at" >= 2`)).toEqual([
      { fare: { N: '3' } },
      { fare: { N: '5' } },
    ])
    const cheap = await select(`"at" FROM ${table} WHERE fare < 6`)
    expect(cheap?.map(({ at }) => at?.N).toSorted()).toEqual(['2', '3'])
    expect(
      await select(`"at" FROM ${table} WHERE cab = 'c7' AND fare > 4 ORDER BY "at" DESC`),
    ).toEqual([{ at: { N: '3' } }, { at: { N: '1' } }])
  })

  test('selects from an index that it names', async () => {
    const { table } = await rides(
      ride(1, { rider: { S: 'ada' } }),
      ride(2, { rider: { S: 'bob' } }),
    )
    const { Items } = await run(`SELECT * FROM ${table}."by-rider" WHERE rider = 'bob'`)
    expect(Items).toEqual([ride(2, { rider: { S: 'bob' } })])
  })

  test('puts parameters in the place of question marks', async () => {
    const { table, get } = await rides()
    const Parameters = [{ S: 'c7' }, { N: '1' }, { SS: ['x'] }]
    await run(`INSERT INTO ${table} VALUE {'cab': ?, 'at': ?, 'tags': ?}`, { Parameters })
    expect(await get(1)).toEqual(ride(1, { tags: { SS: ['x'] } }))
    const one = run(`SELECT * FROM ${table} WHERE cab = ? AND "at" = ?`, {
      Parameters: [{ S: 'c7' }],
    })
    await expect(one).rejects.toMatchObject(refused)
  })

  test('updates an item, and returns what RETURNING asks for', async () => {
    const { table, get } = await rides(ride(1, { fare: { N: '9' }, tip: { N: '1' } }))
    const update = async (rest: string) => (await run(`UPDATE ${table} ${rest}`)).Items
    expect(await update(`SET fare = fare + 1 REMOVE tip ${where(1)} RETURNING ALL OLD *`)).toEqual([
      ride(1, { fare: { N: '9' }, tip: { N: '1' } }),
    ])
    expect(await update(`SET paid = true ${where(1)} RETURNING MODIFIED NEW *`)).toEqual([
      { paid: { BOOL: true } },
    ])
    expect(await get(1)).toEqual(ride(1, { fare: { N: '10' }, paid: { BOOL: true } }))
  })

  test('updates no more than one item, by its whole key', async () => {
    const { table } = await rides(ride(1))
    const update = run(`UPDATE ${table} SET fare = 1 WHERE cab = 'c7'`)
    await expect(update).rejects.toMatchObject(refused)
  })

  test('changes an item on a condition, and shows it where that fails', async () => {
    const { table, get } = await rides(ride(1, { fare: { N: '9' } }))
    const update = run(`UPDATE ${table} SET fare = 1 ${where(1)} AND fare < 5`, {
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    const Item = ride(1, { fare: { N: '9' } })
    await expect(update).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item })
    expect(await get(1)).toEqual(Item)
  })

  test('deletes an item, and none where there is none, but not against a condition', async () => {
    const { table, get } = await rides(ride(1, { fare: { N: '9' } }))
    const remove = (rest: string) => run(`DELETE FROM ${table} ${rest}`)
    await expect(remove(`${where(1)} AND fare < 5`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    })
    const { Items } = await remove(`${where(1)} RETURNING ALL OLD *`)
    expect([Items, await get(1)]).toEqual([[ride(1, { fare: { N: '9' } })], undefined])
    expect((await remove(where(1))).Items ?? []).toEqual([])
  })

  test('selects page by page, and counts what it looked at, not what it found', async () => {
    const { table } = await rides(...range(5).map((at) => ride(at, { odd: { N: `${at % 2}` } })))
    const pages: (string | undefined)[][] = []
    let NextToken: string | undefined
    do {
      const page = await run(`SELECT "at" FROM ${table} WHERE cab = 'c7' AND odd = 1`, {
        Limit: 3,
        ...(NextToken === undefined ? {} : { NextToken }),
      })
      pages.push(page.Items!.map(({ at }) => at?.N))
      NextToken = page.NextToken
    } while (NextToken !== undefined && pages.length < 9)
    expect(pages).toEqual([['1'], ['3']])
  })

  test('ends a page of statements at 1 MB', async () => {
    const { table } = await rides(
      ...range(6).map((at) => ride(at, { text: { S: 'x'.repeat(300_000) } })),
    )
    const first = await run(`SELECT * FROM ${table} WHERE cab = 'c7'`)
    expect(first.Items!.length).toBeLessThan(6)
    const { NextToken } = first
    const second = await run(`SELECT * FROM ${table} WHERE cab = 'c7'`, { NextToken })
    expect(first.Items!.length + second.Items!.length).toBe(6)
  })

  test('refuses a statement that is none, and says which table is missing', async () => {
    await expect(run('SELEKT 1')).rejects.toMatchObject(refused)
    const missing = run(`SELECT * FROM "${target.unique('never-made')}" WHERE id = 1`)
    await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('answers for each statement of a batch, and does what it can', async () => {
    const { table, get } = await rides(ride(1, { fare: { N: '9' } }))
    const nowhere = `"${target.unique('never-made')}"`
    const { Responses } = await batch(
      insert(table, 2),
      insert(table, 1),
      `UPDATE ${table} SET fare = 1 ${where(1)} AND fare < 5`,
      insert(nowhere, 1),
    )
    expect(Responses?.map(({ Error }) => Error?.Code)).toEqual([
      undefined,
      'DuplicateItem',
      'ConditionalCheckFailed',
      'ResourceNotFound',
    ])
    expect(await get(2)).toEqual(ride(2))
  })

  test('reads each item of a batch by its whole key', async () => {
    const { table } = await rides(ride(1), ride(2))
    const select = (rest: string) => `SELECT * FROM ${table} ${rest}`
    const { Responses } = await batch(
      select(where(2)),
      select(where(9)),
      select(`WHERE cab = 'c7'`),
    )
    expect(Responses?.map(({ Item }) => Item)).toEqual([ride(2), undefined, undefined])
    expect(Responses?.map(({ Error }) => Error?.Code)).toEqual([
      undefined,
      undefined,
      'ValidationError',
    ])
  })

  test('takes a batch of up to 25 statements, which all read or all write', async () => {
    const { table, get } = await rides()
    await expect(
      batch(insert(table, 1), `SELECT * FROM ${table} ${where(1)}`),
    ).rejects.toMatchObject(refused)
    const statements = range(26).map((at) => insert(table, at))
    await expect(batch(...statements)).rejects.toMatchObject(refused)
    expect([await get(0), await get(1)]).toEqual([undefined, undefined])
    expect((await batch(...statements.slice(1))).Responses).toHaveLength(25)
  })

  test('does all of a transaction or nothing, and says which statement failed', async () => {
    const { table, get } = await rides(ride(1, { fare: { N: '9' } }))
    const change = `UPDATE ${table} SET fare = 1 ${where(1)}`
    const check = (fare: number) => `EXISTS(SELECT * FROM ${table} ${where(2)} AND fare = ${fare})`
    const cancelled = transact([insert(table, 3), insert(table, 1), check(7)])
    await expect(cancelled).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'DuplicateItem' },
        { Code: 'ConditionalCheckFailed' },
      ],
    })
    expect(await get(3)).toBeUndefined()
    await transact([change, insert(table, 3)])
    expect([await get(1), await get(3)]).toEqual([ride(1, { fare: { N: '1' } }), ride(3)])
  })

  test('reads the items of a transaction in order, and nothing where there is none', async () => {
    const { table } = await rides(ride(1), ride(2))
    const { Responses } = await transact(
      [2, 9, 1].map((at) => `SELECT * FROM ${table} ${where(at)}`),
    )
    expect(Responses?.map(({ Item }) => Item)).toEqual([ride(2), undefined, ride(1)])
  })

  test('carries out the token of a transaction of statements once', async () => {
    const { table, get } = await rides(ride(1, { fare: { N: '1' } }))
    const ClientRequestToken = target.unique('token')
    const add = `UPDATE ${table} SET fare = fare + 1 ${where(1)}`
    await transact([add], { ClientRequestToken })
    await transact([add], { ClientRequestToken })
    expect(await get(1)).toEqual(ride(1, { fare: { N: '2' } }))
    const other = transact([insert(table, 2)], { ClientRequestToken })
    await expect(other).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' })
  })

  test('takes a transaction of up to 100 statements, which all read or all write', async () => {
    const { table, get } = await rides()
    const statements = range(101).map((at) => insert(table, at))
    await expect(transact(statements)).rejects.toMatchObject(refused)
    const mixed = transact([insert(table, 1), `SELECT * FROM ${table} ${where(2)}`])
    await expect(mixed).rejects.toMatchObject(refused)
    expect([await get(0), await get(1)]).toEqual([undefined, undefined])
    await transact(statements.slice(1))
    expect(await get(100)).toEqual(ride(100))
  })
})
