// A bill of lines that are summed, classes as a list of tuples, and sorting in the place of a loop.
type Profile = {
  objects: number
  bytes: number
  days: number
  reads: number
  maxWaitHours: number
  recreatable: boolean
}
type Rates = Record<string, Record<string, number>>

const CLASSES: [name: string, days: number, kib: number, hours: number][] = [
  ['STANDARD', 0, 0, 0],
  ['INTELLIGENT_TIERING', 0, 0, 0],
  ['STANDARD_IA', 30, 128, 0],
  ['ONEZONE_IA', 30, 128, 0],
  ['GLACIER_IR', 90, 128, 0],
  ['GLACIER', 90, 0, 12],
  ['DEEP_ARCHIVE', 180, 0, 48],
]
const gigabytes = (bytes: number) => bytes / 1024 / 1024 / 1024

export function keepingCost(profile: Profile, name: string, prices: Rates): number {
  const [, minimumDays, minimumKib] = CLASSES.find(([known]) => known === name)!
  const price = prices[name]!
  const months = (profile.days < minimumDays ? minimumDays : profile.days) / 30
  const size = profile.bytes < minimumKib * 1024 ? minimumKib * 1024 : profile.bytes
  const lines = [profile.objects * gigabytes(size) * price['perGbMonth']! * months]
  if (name === 'GLACIER' || name === 'DEEP_ARCHIVE') {
    lines.push(profile.objects * gigabytes(32 * 1024) * price['perGbMonth']! * months)
    lines.push(profile.objects * gigabytes(8 * 1024) * prices['STANDARD']!['perGbMonth']! * months)
  }
  if (name === 'INTELLIGENT_TIERING' && profile.bytes / 1024 >= 128) {
    lines.push((profile.objects / 1000) * price['perThousandMonitored']! * (profile.days / 30))
  }
  lines.push((profile.objects / 1000) * price['perThousandPuts']!)
  lines.push((profile.reads / 1000) * price['perThousandGets']!)
  lines.push(gigabytes(profile.reads * profile.bytes) * price['perGbRetrieved']!)
  return lines.reduce((bill, line) => bill + line)
}

export function chooseStorageClass(profile: Profile, prices: Rates) {
  const slow = CLASSES.filter(([, , , hours]) => hours > profile.maxWaitHours).map(([name]) => name)
  const rejected = Object.fromEntries(slow.map((name) => [name, 'answers too late']))
  if (!profile.recreatable) rejected['ONEZONE_IA'] = 'would be lost with its zone'
  const fitting = CLASSES.map(([name]) => name).filter((name) => !(name in rejected))
  const priced = fitting.map((name) => [name, keepingCost(profile, name, prices)] as const)
  const [best] = priced.toSorted(([, one], [, other]) => one - other)
  return { best: best![0], costs: Object.fromEntries(priced), rejected }
}
