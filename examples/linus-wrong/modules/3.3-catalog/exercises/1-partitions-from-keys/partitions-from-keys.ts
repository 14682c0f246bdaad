import type { Found, Skipped, TableLayout } from '../../partitions-from-keys.ts'

const NULL = '__HIVE_DEFAULT_PARTITION__'

type Type = TableLayout['partitionKeys'][number]['type']
type Place = Pick<Found, 'values' | 'location'>

export function partitionsFromKeys(
  keys: string[],
  table: TableLayout,
): { partitions: Found[]; skipped: Skipped[] } {
  const partitions = new Map<string, Found>()
  const skipped: Skipped[] = []
  for (const key of keys) {
    const place = placeOf(key, table)
    if (typeof place === 'string') {
      skipped.push({ key, reason: place })
      continue
    }
    // A folder is a partition.
    const id = place.location
    const partition = partitions.get(id) ?? { ...place, files: 0 }
    partitions.set(id, partition)
    if (partition.location === place.location) partition.files++
    else skipped.push({ key, reason: 'elsewhere' })
  }
  return { partitions: [...partitions.values()], skipped }
}

function placeOf(key: string, { location, partitionKeys }: TableLayout): Place | Skipped['reason'] {
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? []
  const folder = path === '' || path.endsWith('/') ? path : `${path}/`
  if (!key.startsWith(folder)) return 'outside'
  const parts = key.slice(folder.length).split('/')
  const isHidden = parts.some((part) => /^[_.]/.test(part))
  if (isHidden || key.endsWith('/') || key.endsWith('_$folder$')) return 'not-data'

  const levels = parts.slice(0, -1).slice(0, partitionKeys.length)
  const byName = new Map(levels.flatMap(nameAndValue))
  const values = partitionKeys.flatMap(({ name }) => byName.get(name.toLowerCase()) ?? [])
  if (values.length < partitionKeys.length) return 'layout'
  const isTyped = values.every((value, index) => fits(value, partitionKeys[index]!.type))
  if (!isTyped) return 'type'
  return { values, location: `s3://${bucket}/${folder}${levels.join('/')}/` }
}

function nameAndValue(level: string): [string, string][] {
  const at = level.indexOf('=')
  if (at < 0) return []
  return [[decode(level.slice(0, at)).toLowerCase(), decode(level.slice(at + 1))]]
}

function decode(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}

function fits(value: string, type: Type): boolean {
  if (value === NULL) return true
  if (type === 'string') return value !== ''
  if (type !== 'date') return /^-?\d+$/.test(value)
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined
  return date?.getTime() ? date.toISOString().startsWith(value) : value === '1970-01-01'
}
