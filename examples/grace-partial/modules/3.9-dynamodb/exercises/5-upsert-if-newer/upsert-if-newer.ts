import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'

export interface DepartmentRecord {
  guid: string
  name: string
  updateTime: string
  version?: number
}

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
}

export class InvalidUpdateTime extends Error {
  override name = 'InvalidUpdateTime'
}

/** Stores the record unless the table has a newer one, and says what happened. */
export async function upsertIfNewer(
  record: DepartmentRecord,
  { doc, table }: Deps,
): Promise<'created' | 'updated' | 'stale' | 'same'> {
  const { guid, name, updateTime, version = 0 } = record
  const updatedAt = millisecondsOf(updateTime)
  try {
    const { Attributes } = await doc.send(
      new UpdateCommand({
        TableName: table,
        Key: { guid },
        UpdateExpression:
          'SET #name = :name, updateTime = :text, updatedAt = :time, #version = :version',
        ConditionExpression:
          'attribute_not_exists(guid) OR updatedAt < :time OR (updatedAt = :time AND #version < :version)',
        ExpressionAttributeNames: { '#name': 'name', '#version': 'version' },
        ExpressionAttributeValues: {
          ':name': name,
          ':text': updateTime,
          ':time': updatedAt,
          ':version': version,
        },
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return Attributes ? 'updated' : 'created'
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    const { Item } = error
    const isSame =
      Number(Item?.['updatedAt']?.N) === updatedAt && Number(Item?.['version']?.N) === version
    return isSame ? 'same' : 'stale'
  }
}

const FORM =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function millisecondsOf(text: string): number {
  const [, month = '', day, hour, minute, second, year] = FORM.exec(text) ?? []
  if (!MONTHS.includes(month)) throw new InvalidUpdateTime(`Cannot read the time "${text}"`)
  return Date.UTC(
    Number(year),
    MONTHS.indexOf(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
}
