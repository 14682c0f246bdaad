import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'

export class InvalidUpdateTime extends Error {
  override name = 'InvalidUpdateTime'
}

interface Deps {
  doc: DynamoDBDocumentClient
  table: string
}

// Typed values by hand, the time through an ISO text, and the refused item compared part by part.
export const upsertIfNewer = (
  record: { guid: string; name: string; updateTime: string; version?: number },
  deps: Deps,
): Promise<string> => {
  const parts = record.updateTime.split(/ +/)
  const month = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(parts[1] ?? '?') / 3 + 1
  const iso = `${parts[4]}-${String(month).padStart(2, '0')}-${parts[2]?.padStart(2, '0')}T${parts[3]}Z`
  const time = Date.parse(iso)
  if (parts.length !== 5 || Number.isNaN(time)) {
    return Promise.reject(new InvalidUpdateTime(record.updateTime))
  }
  const version = record.version ?? 0
  const command = new UpdateItemCommand({
    TableName: deps.table,
    Key: { guid: { S: record.guid } },
    ConditionExpression: 'NOT (#t > :t OR (#t = :t AND #v >= :v))',
    UpdateExpression: 'SET #n = :n, #u = :u, #t = :t, #v = :v',
    ExpressionAttributeNames: {
      '#n': 'name',
      '#u': 'updateTime',
      '#t': 'updatedAt',
      '#v': 'version',
    },
    ExpressionAttributeValues: {
      ':n': { S: record.name },
      ':u': { S: record.updateTime },
      ':t': { N: `${time}` },
      ':v': { N: `${version}` },
    },
    ReturnValues: 'UPDATED_OLD',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
  type Numbers = Record<string, { N?: string }>
  return (deps.doc.send(command as never) as Promise<{ Attributes?: Numbers }>).then(
    ({ Attributes }) => (Attributes === undefined ? 'created' : 'updated'),
    (error: { name: string; Item: Numbers }) => {
      if (error.name !== 'ConditionalCheckFailedException') throw error
      const stored = `${error.Item['updatedAt']?.N} ${error.Item['version']?.N}`
      return stored === `${time} ${version}` ? 'same' : 'stale'
    },
  )
}
