import type { CliSession } from '../cli-session.ts'

/** DynamoDB, up to a transaction that is cancelled. */
export const dynamodb: CliSession = async (aws) => {
  const name = { 'table-name': 'rides' }
  await aws.ok('dynamodb create-table', {
    ...name,
    'attribute-definitions': [{ AttributeName: 'id', AttributeType: 'S' }],
    'key-schema': [{ AttributeName: 'id', KeyType: 'HASH' }],
    'billing-mode': 'PAY_PER_REQUEST',
  })
  await aws.ok('dynamodb wait table-exists', name)
  for (const id of ['a', 'b', 'c']) {
    await aws.ok('dynamodb put-item', { ...name, item: { id: { S: id }, fare: { N: '12.5' } } })
  }
  const key = { id: { S: 'a' } }
  await aws.ok('dynamodb get-item', { ...name, key }, { Item: { ...key, fare: { N: '12.5' } } })
  const values = { 'expression-attribute-values': { ':id': { S: 'b' } } }
  const query = { ...name, ...values, 'key-condition-expression': 'id = :id' }
  await aws.ok('dynamodb query', query, { Count: 1 })
  await aws.ok('dynamodb scan', { ...name, 'page-size': '1' }, { Count: 3 })
  await aws.ok('dynamodb scan', { ...name, 'max-items': '2' }, { Count: 3 })
  const condition = { 'condition-expression': 'attribute_not_exists(id)' }
  const again = { ...name, item: key, ...condition }
  await aws.fails('dynamodb put-item', again, 'ConditionalCheckFailedException')
  const Put = { TableName: 'rides', Item: key, ConditionExpression: 'attribute_not_exists(id)' }
  const items = { 'transact-items': [{ Put }] }
  await aws.fails('dynamodb transact-write-items', items, 'TransactionCanceledException')
  await aws.ok(
    'dynamodb update-item',
    {
      ...name,
      key,
      'update-expression': 'ADD hits :one',
      'expression-attribute-values': { ':one': { N: '1' } },
      'return-values': 'UPDATED_NEW',
    },
    { Attributes: { hits: { N: '1' } } },
  )
  await aws.fails('dynamodb get-item', { ...name, key: { no: { S: 'a' } } }, 'ValidationException')
  const never = { 'table-name': 'never', key }
  await aws.fails('dynamodb get-item', never, 'ResourceNotFoundException')
  await aws.ok('dynamodb list-tables', {}, { TableNames: ['rides'] })
}
