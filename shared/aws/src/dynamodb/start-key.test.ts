import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

const TableName = 'departments'
const invalid = 'The provided starting key is invalid'
const mismatch = 'The provided key element does not match the schema'
const reno = { state: { S: 'NV' }, name: { S: 'Reno' } }

async function asking(operation: string, input: object) {
  const database = freshDatabase()
  await departments(database, INDEXED)
  return database.call(operation, { TableName, ...input })
}

const byState = {
  KeyConditionExpression: '#s = :s',
  ExpressionAttributeNames: { '#s': 'state' },
  ExpressionAttributeValues: { ':s': { S: 'CA' } },
}
const byStateAndName = {
  KeyConditionExpression: '#s = :s AND #n > :n',
  ExpressionAttributeNames: { '#s': 'state', '#n': 'name' },
  ExpressionAttributeValues: { ':s': { S: 'CA' }, ':n': { S: 'M' } },
}
const byCounty = {
  IndexName: 'by-county',
  KeyConditionExpression: 'county = :c',
  ExpressionAttributeValues: { ':c': { S: 'Kern' } },
}
const kern = { county: { S: 'Kern' }, founded: { N: '1' } }

// As dynalite's tests recorded it on DynamoDB.
describe('a start key is refused', () => {
  test.each([
    ['Query', byState, { state: { S: 'CA' } }, invalid],
    ['Query', byState, { state: { S: 'CA' }, town: { S: 'x' } }, invalid],
    ['Query', byState, { state: { S: 'CA' }, name: { N: '1' } }, mismatch],
    ['Query', byState, { state: { N: '1' }, name: { S: 'x' } }, mismatch],
    [
      'Query',
      byState,
      reno,
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      'Query',
      byStateAndName,
      { state: { S: 'CA' }, name: { S: 'A' } },
      'The provided starting key does not match the range key predicate',
    ],
    ['Query', byStateAndName, reno, 'The query can return at most one row and cannot be restarted'],
    ['Query', byCounty, kern, invalid],
    ['Query', byCounty, { ...kern, ...reno, founded: { S: 'x' } }, mismatch],
    [
      'Query',
      byCounty,
      { ...kern, state: { N: '1' }, name: { S: 'x' } },
      `${invalid}: ${mismatch}`,
    ],
    ['Scan', {}, { state: { S: 'CA' } }, `${invalid}: ${mismatch}`],
    ['Scan', { IndexName: 'by-county' }, kern, invalid],
    ['Scan', { IndexName: 'by-county' }, { ...kern, ...reno, county: { N: '1' } }, mismatch],
  ])('by %s of %j: %j', async (operation, input, ExclusiveStartKey, message) => {
    const asked = asking(operation, { ...input, ExclusiveStartKey })
    await expect(asked).rejects.toThrow(expect.objectContaining({ message }))
  })
})
