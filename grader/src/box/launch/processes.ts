import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** What one live process has used so far. */
export interface ProcessSample {
  readonly pid: number
  /** Tells it from a later process with the same id. */
  readonly startedAt: string
  readonly residentKb: number
  readonly cpuSeconds: number
}

/** The process and everything that descends from it. Empty where the platform cannot tell. */
export function familyOf(pid: number, platform: NodeJS.Platform): ProcessSample[] {
  if (platform === 'linux') return linuxFamily(pid)
  return platform === 'darwin' ? familyInListing(pid, psListing()) : []
}

/** The live members of a process group. Empty where the platform cannot tell. */
export function groupOf(leader: number, platform: NodeJS.Platform): ProcessSample[] {
  if (platform !== 'linux') return []
  return list('/proc')
    .map(Number)
    .filter((pid) => {
      const stat = Number.isInteger(pid) ? linuxStat(pid) : undefined
      return stat?.group === String(leader) && stat.state !== 'Z'
    })
    .map((pid) => linuxSample(pid))
    .filter((sample) => sample !== undefined)
}

/** The processes whose command line has this text in it. Empty where the platform cannot tell. */
export function processesNaming(text: string, platform: NodeJS.Platform): number[] {
  if (platform !== 'linux') return []
  return list('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && read(`/proc/${pid}/cmdline`).includes(text))
}

/** Whether the process that was sampled is still there, and not just its entry awaiting its parent. */
export function isAlive(sample: ProcessSample, platform: NodeJS.Platform): boolean {
  if (platform === 'linux') {
    const stat = linuxStat(sample.pid)
    return stat !== undefined && stat.startedAt === sample.startedAt && stat.state !== 'Z'
  }
  return familyOf(sample.pid, platform).some(
    ({ pid, startedAt }) => pid === sample.pid && startedAt === sample.startedAt,
  )
}

/** The family of `pid` in what `ps -axo pid=,ppid=,rss=,time=,lstart=` prints. */
export function familyInListing(pid: number, listing: string): ProcessSample[] {
  const rows = listing
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+([\d:.-]+)\s+(.+?)\s*$/.exec(line))
    .filter((row) => row !== null)
    .map(([, own, parent, resident, time, start]) => ({
      parent: Number(parent),
      sample: {
        pid: Number(own),
        startedAt: start ?? '',
        residentKb: Number(resident),
        cpuSeconds: seconds(time ?? ''),
      },
    }))
  const family = rows.filter(({ sample }) => sample.pid === pid).map(({ sample }) => sample)
  for (const member of family) {
    family.push(...rows.filter(({ parent }) => parent === member.pid).map(({ sample }) => sample))
  }
  return family
}

function psListing(): string {
  return execFileSync('ps', ['-axo', 'pid=,ppid=,rss=,time=,lstart='], { encoding: 'utf8' })
}

/** `days-hours:minutes:seconds`, from the right. */
function seconds(time: string): number {
  const [second = 0, minute = 0, hour = 0, day = 0] = time.split(/[:-]/).reverse().map(Number)
  return second + 60 * (minute + 60 * (hour + 24 * day))
}

function linuxFamily(root: number): ProcessSample[] {
  const family: ProcessSample[] = []
  const waiting = [root]
  for (const pid of waiting) {
    const sample = linuxSample(pid)
    if (sample === undefined) continue
    family.push(sample)
    waiting.push(...linuxChildren(pid))
  }
  return family
}

function linuxChildren(pid: number): number[] {
  return list(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  )
}

function linuxSample(pid: number): ProcessSample | undefined {
  const stat = linuxStat(pid)
  if (stat === undefined) return undefined
  const { startedAt, cpuSeconds } = stat
  const resident = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]
  return { pid, startedAt, cpuSeconds, residentKb: Number(resident ?? 0) }
}

/** The kernel counts in ticks, of which every architecture that node runs on has 100 a second. */
const TICKS_PER_SECOND = 100

function linuxStat(pid: number) {
  const text = read(`/proc/${pid}/stat`)
  // The name of the program stands in parentheses and may hold anything, parentheses included.
  const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [group, userTicks, systemTicks, startedAt] = [rest[1], rest[10], rest[11], rest[18]]
  if (state === undefined || startedAt === undefined) return undefined
  const cpuSeconds = (Number(userTicks) + Number(systemTicks)) / TICKS_PER_SECOND
  return { state, group, startedAt, cpuSeconds }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
