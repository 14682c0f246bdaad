// Groups keys by their folder first, and reads each folder once, level by level.
import type { Found, Skipped, TableLayout } from '../../partitions-from-keys.ts'

type Reading = { values: string[] } | { reason: Skipped['reason'] }

export function partitionsFromKeys(keys: string[], table: TableLayout) {
  const url = new URL(table.location)
  const inBucket = table.location.slice(`s3://${url.hostname}`.length).replace(/^\//, '')
  const base = inBucket === '' ? '' : `${inBucket.replace(/\/$/, '')}/`
  const depth = table.partitionKeys.length
  const readings = new Map<string, Reading>()
  const found: Found[] = []
  const skipped: Skipped[] = []

  for (const key of keys) {
    if (key.slice(0, base.length) !== base) {
      skipped.push({ key, reason: 'outside' })
      continue
    }
    const rest = key.slice(base.length)
    if (/(?:^|\/)[_.]/.test(rest) || rest === '' || /(?:\/|_\$folder\$)$/.test(rest)) {
      skipped.push({ key, reason: 'not-data' })
      continue
    }
    const folders = rest.split('/')
    folders.pop()
    const folder = folders.slice(0, depth).join('/')
    const reading = readings.get(folder) ?? read(folders.slice(0, depth), table)
    readings.set(folder, reading)
    if ('reason' in reading) {
      skipped.push({ key, reason: reading.reason })
      continue
    }
    const location = `s3://${url.hostname}/${base}${folder}/`
    const same = found.find(({ values }) =>
      values.every((value, at) => value === reading.values[at]),
    )
    if (!same) found.push({ values: reading.values, location, files: 1 })
    else if (same.location === location) same.files += 1
    else skipped.push({ key, reason: 'elsewhere' })
  }
  return { partitions: found, skipped }
}

function read(folders: string[], { partitionKeys }: TableLayout): Reading {
  const values: (string | undefined)[] = partitionKeys.map(() => undefined)
  for (const folder of folders) {
    const [name, ...value] = folder.split('=')
    const wanted = unescaped(name!).toLowerCase()
    const at = partitionKeys.findIndex((key) => key.name.toLowerCase() === wanted)
    if (at < 0 || value.length === 0) return { reason: 'layout' }
    values[at] = unescaped(value.join('='))
  }
  if (values.includes(undefined)) return { reason: 'layout' }
  const texts = values.map(String)
  const wrong = partitionKeys.some(({ type }, at) => !isOf(type, texts[at]!))
  return wrong ? { reason: 'type' } : { values: texts }
}

function isOf(type: string, text: string): boolean {
  if (text === '__HIVE_DEFAULT_PARTITION__') return true
  if (type === 'string') return text.length > 0
  if (type === 'int' || type === 'bigint') return /^-?[0-9]+$/.test(text)
  const [, year, month, day] = /^(\d\d\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (!year || !(Number(month) >= 1 && Number(month) <= 12)) return false
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1]!
  return Number(day) >= 1 && Number(day) <= days
}

function unescaped(text: string): string {
  const [first = '', ...others] = text.split('%')
  return others.reduce((sum, piece) => {
    if (!/^[0-7][0-9a-fA-F]/.test(piece)) return `${sum}%${piece}`
    return sum + String.fromCharCode(Number(`0x${piece.slice(0, 2)}`)) + piece.slice(2)
  }, first)
}
