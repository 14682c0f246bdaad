import { expect, test } from 'vitest'
import { testAthena } from './test-athena.ts'

test('named queries are kept, changed, listed and deleted', () => {
  const { athena } = testAthena()
  const query = { Name: 'all', Database: 'lake', QueryString: 'SELECT 1', Description: 'one' }
  const ClientRequestToken = 'a-token-of-at-least-32-characters'
  const { NamedQueryId = '' } = athena.CreateNamedQuery({ ...query, ClientRequestToken })
  expect(athena.CreateNamedQuery({ ...query, ClientRequestToken })).toEqual({ NamedQueryId })
  const changed = { ...query, Name: 'other', ClientRequestToken }
  expect(() => athena.CreateNamedQuery(changed)).toThrow('Idempotent parameters do not match')
  const kept = { ...query, NamedQueryId, WorkGroup: 'primary' }
  expect(athena.GetNamedQuery({ NamedQueryId }).NamedQuery).toEqual(kept)
  athena.UpdateNamedQuery({ NamedQueryId, Name: 'two', QueryString: 'SELECT 2' })
  const batch = athena.BatchGetNamedQuery({ NamedQueryIds: [NamedQueryId, 'nothing'] })
  expect(batch.NamedQueries).toEqual([{ ...kept, Name: 'two', QueryString: 'SELECT 2' }])
  expect(batch.UnprocessedNamedQueryIds?.map((one) => one.NamedQueryId)).toEqual(['nothing'])
  expect(athena.ListNamedQueries({}).NamedQueryIds).toEqual([NamedQueryId])
  athena.DeleteNamedQuery({ NamedQueryId })
  expect(() => athena.GetNamedQuery({ NamedQueryId })).toThrow('was not found')
})

test('prepared statements belong to a workgroup, by name', () => {
  const { athena, clock } = testAthena()
  const name = { WorkGroup: 'primary', StatementName: 'liked' }
  athena.CreatePreparedStatement({ ...name, QueryStatement: 'SELECT ?', Description: 'any' })
  expect(athena.GetPreparedStatement(name).PreparedStatement).toEqual({
    StatementName: 'liked',
    WorkGroupName: 'primary',
    QueryStatement: 'SELECT ?',
    Description: 'any',
    LastModifiedTime: new Date(clock.now()),
  })
  const again = { ...name, QueryStatement: 'SELECT 1' }
  expect(() => athena.CreatePreparedStatement(again)).toThrow('already exists')
  athena.UpdatePreparedStatement(again)
  const batch = athena.BatchGetPreparedStatement({
    WorkGroup: 'primary',
    PreparedStatementNames: ['liked', 'other'],
  })
  expect(batch.PreparedStatements?.[0]?.QueryStatement).toBe('SELECT 1')
  expect(batch.UnprocessedPreparedStatementNames?.[0]?.StatementName).toBe('other')
  const listed = athena.ListPreparedStatements({ WorkGroup: 'primary' }).PreparedStatements
  expect(listed?.map(({ StatementName }) => StatementName)).toEqual(['liked'])
  athena.DeletePreparedStatement(name)
  expect(() => athena.GetPreparedStatement(name)).toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException', ResourceName: 'liked' }),
  )
})
