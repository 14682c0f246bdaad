import type { ListObjectsV2Output } from '@aws-sdk/client-s3'
import type { Account } from '../account.ts'
import { allPartitions } from '../catalog/glue-catalog.ts'
import { type Outcome, QueryError, told } from '../executions/outcome.ts'
import type { TableName } from '../statements/statement.ts'
import { addPartition } from './partitions.ts'
import { tableToChange } from './table-to-change.ts'

/**
 * MSCK REPAIR TABLE (user guide): adds the partitions that folders in S3 show by `key=value`, in
 * the order of the table's keys. Only names in lower case count. What is gone from S3 stays.
 */
export function repairTable(account: Account, whole: TableName): Outcome {
  const { database, table: name } = whole
  const table = tableToChange(account, whole)
  const keys = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name)
  if (keys.length === 0) {
    throw new QueryError(
      `FAILED: SemanticException [Error 10096]: table is not partitioned: ${name}`,
    )
  }
  const known = new Set(
    allPartitions(account, database, name).map(({ Values }) => JSON.stringify(Values)),
  )
  const found = foldersOf(account, table.StorageDescriptor?.Location ?? '', keys)
  const added = found.filter(({ values }) => !known.has(JSON.stringify(values)))
  for (const { values, location } of added) addPartition(account, table, { values, location })
  const missing = added.map(({ path }) => `${name}:${path}`)
  const lines = [
    ...(missing.length > 0 ? [`Partitions not in metastore:\t${missing.join('\t')}`] : []),
    ...missing.map((one) => `Repair: Added partition to metastore ${one}`),
  ]
  return told(
    ['result'],
    lines.map((line) => [line]),
  )
}

interface Folder {
  values: string[]
  /** As in `city=Lima/day=1`. */
  path: string
  location: string
}

function foldersOf({ s3 }: Account, base: string, keys: readonly string[]): Folder[] {
  const [, Bucket = '', rest = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(base) ?? []
  const root = rest === '' || rest.endsWith('/') ? rest : `${rest}/`
  let folders: Folder[] = [{ values: [], path: '', location: `s3://${Bucket}/${root}` }]
  for (const key of keys) {
    folders = folders.flatMap((parent) => {
      const prefix = `${root}${parent.path}${parent.path === '' ? '' : '/'}`
      return foldersIn(s3, Bucket, prefix).flatMap((name): Folder[] => {
        if (!name.startsWith(`${key}=`)) return []
        const path = parent.path === '' ? name : `${parent.path}/${name}`
        const values = [...parent.values, decoded(name.slice(key.length + 1))]
        return [{ values, path, location: `s3://${Bucket}/${root}${path}/` }]
      })
    })
  }
  return folders
}

function foldersIn(s3: Account['s3'], Bucket: string, Prefix: string): string[] {
  const names: string[] = []
  let ContinuationToken: string | undefined
  do {
    const input = { Bucket, Prefix, Delimiter: '/', ContinuationToken }
    const page = s3['ListObjectsV2']!(input) as ListObjectsV2Output
    for (const { Prefix: folder = '' } of page.CommonPrefixes ?? []) {
      names.push(folder.slice(Prefix.length, -1))
    }
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken)
  return names
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
