import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'

export type PoliceDepartment = Record<'guid' | 'PoliceDepartmentName' | 'UpdateTime', string> &
  Record<string, unknown>

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
  region: string
  log: { info(message: string, fields: Record<string, unknown>): void }
}

export class InvalidRecord extends TypeError {
  override readonly name = 'InvalidRecord'
}

// Queries the key, and reads the answer attribute by attribute.
export async function queryPoliceDepartmentRecordByGuid(guid: string, deps: Deps) {
  assertGuid(guid)
  const police_department_table = deps.table
  const fields = {
    region_name: deps.region,
    aws_service: 'dynamodb',
    police_department_table,
    guid,
  }
  deps.log.info('Get PD record by GUID', fields)
  const output = await deps.doc.send(
    new QueryCommand({
      TableName: deps.table,
      KeyConditionExpression: 'guid = :guid',
      ExpressionAttributeValues: { ':guid': guid },
    }),
  )
  const [found] = output.Items ?? []
  return found && parse(found)
}

function assertGuid(guid: unknown) {
  const parts = typeof guid === 'string' ? guid.split('-') : []
  const lengths = parts.map((part) => (/^[0-9a-fA-F]+$/.test(part) ? part.length : 0)).join('-')
  if (lengths !== '8-4-4-4-12') throw new TypeError('This is not a guid')
}

function parse(item: Record<string, unknown>): PoliceDepartment {
  const text = (name: string) => {
    const value = item[name]
    if (typeof value === 'string') return value
    throw new InvalidRecord(`The attribute ${name} is not a text`)
  }
  return {
    ...item,
    guid: text('guid'),
    PoliceDepartmentName: text('PoliceDepartmentName'),
    UpdateTime: text('UpdateTime'),
  }
}
