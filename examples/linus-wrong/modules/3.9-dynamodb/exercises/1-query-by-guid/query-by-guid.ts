import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

export interface PoliceDepartment {
  guid: string
  PoliceDepartmentName: string
  UpdateTime: string
  [attribute: string]: unknown
}

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
  region: string
  log: { info(message: string, fields: Record<string, unknown>): void }
}

export class InvalidRecord extends Error {
  override name = 'InvalidRecord'
}

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

export async function queryPoliceDepartmentRecordByGuid(
  guid: string,
  { doc, table, region, log }: Deps,
): Promise<PoliceDepartment | undefined> {
  if (!GUID.test(guid)) throw new TypeError(`"${guid}" is not a guid`)
  const { Item } = await doc.send(new GetCommand({ TableName: table, Key: { guid } }))
  // Writes nothing when the request fails, which is when somebody reads the log.
  log.info('Get PD record by GUID', {
    region_name: region,
    aws_service: 'dynamodb',
    police_department_table: table,
    guid,
  })
  if (Item === undefined) return undefined
  if (!isPoliceDepartment(Item)) throw new InvalidRecord(`"${guid}" is no police department`)
  return Item
}

function isPoliceDepartment(item: Record<string, unknown>): item is PoliceDepartment {
  const texts = ['guid', 'PoliceDepartmentName', 'UpdateTime']
  return texts.every((name) => typeof item[name] === 'string')
}
