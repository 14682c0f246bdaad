import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { constants } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { BoxEnd, BoxProcess, Breach } from './box-process.ts'
import type { Budgets } from './budgets.ts'
import { CapturedOutput } from './captured-output.ts'
import type { BoxPaths } from './node-arguments.ts'
import { familyOf, isAlive, type ProcessSample } from './processes.ts'
import type { SpawnedBox } from './spawn-box.ts'

/** How often usage is sampled: reading /proc is quick, running ps is not. */
const SAMPLE_MS = { linux: 50, darwin: 500 }

/** Watches a started process over its budgets until everything of it has ended. */
export class RunningBox implements BoxProcess {
  readonly pid: number
  readonly inside: BoxPaths
  readonly channel: Socket
  readonly syncChannel: Socket
  readonly output = new CapturedOutput()
  readonly ended: Promise<BoxEnd>
  breach: Breach | undefined
  onBreach: BoxProcess['onBreach']

  readonly #child: SpawnedBox
  readonly #budgets: Budgets
  readonly #platform: NodeJS.Platform
  #family: ProcessSample[] = []
  #sampling: NodeJS.Timeout | undefined
  #killed = false
  #exited = false

  constructor(
    child: SpawnedBox & { pid: number },
    options: { inside: BoxPaths; budgets: Budgets; platform: NodeJS.Platform },
  ) {
    this.#child = child
    this.#budgets = options.budgets
    this.#platform = options.platform
    this.pid = child.pid
    this.inside = options.inside
    this.channel = openChannel(child.stdio[3])
    this.syncChannel = openChannel(child.stdio[4])
    for (const name of ['stdout', 'stderr'] as const) {
      this.output.capture(name, child[name], (bytes) => this.#checkOutput(bytes))
    }
    if (options.platform === 'linux' || options.platform === 'darwin') {
      this.#sampling = setInterval(() => this.#sample(), SAMPLE_MS[options.platform]).unref()
    }
    this.ended = this.#watchEnd()
  }

  async kill(): Promise<void> {
    this.#strike()
    await this.ended
  }

  async #watchEnd(): Promise<BoxEnd> {
    const closed = ['stdout', 'stderr'].map((name) =>
      once(this.#child[name as 'stdout' | 'stderr'], 'close'),
    )
    const { promise, resolve } = Promise.withResolvers<BoxEnd>()
    this.#child.on('error', () => {})
    this.#child.once('exit', (code, signal) => {
      this.#exited = true
      clearInterval(this.#sampling)
      resolve({ code, signal })
    })
    const end = await promise
    await this.#endSurvivors()
    await Promise.all(closed)
    this.#nameBudget(end)
    return end
  }

  #strike(): void {
    this.channel.destroy()
    this.syncChannel.destroy()
    if (this.#killed || this.#exited) return
    this.#killed = true
    clearInterval(this.#sampling)
    // Before the kill: afterwards the orphans of the box are nobody's children.
    this.#remember(familyOf(this.pid, this.#platform))
    if (this.#platform === 'win32') {
      spawn('taskkill', ['/pid', String(this.pid), '/T', '/F'], { stdio: 'ignore' }).on(
        'error',
        () => this.#child.kill('SIGKILL'),
      )
      return
    }
    signalGroup(this.pid)
    this.#killFamily()
  }

  /** What is left of the process group and of the descendants seen so far, once the box has ended. */
  async #endSurvivors(): Promise<void> {
    if (this.#platform === 'win32') return
    signalGroup(this.pid)
    const deadline = performance.now() + 5000
    while (performance.now() < deadline && this.#living().length > 0) {
      this.#killFamily()
      await delay(1)
    }
  }

  #killFamily(): void {
    for (const { pid } of this.#living()) signal(pid)
  }

  #living(): ProcessSample[] {
    return this.#family.filter((member) => isAlive(member, this.#platform))
  }

  #remember(family: ProcessSample[]): void {
    const known = new Map([...this.#family, ...family].map((member) => [identity(member), member]))
    this.#family = [...known.values()]
  }

  #sample(): void {
    const family = familyOf(this.pid, this.#platform)
    this.#remember(family)
    const megabytes = Math.ceil(sum(family.map(({ residentKb }) => residentKb)) / 1024)
    const { memoryMb, cpuSeconds } = this.#budgets
    if (megabytes > memoryMb) {
      this.#exceed('memory', `Used ${megabytes} MiB of memory, of which ${memoryMb} are allowed`)
    } else if (this.#cpuSeconds() >= cpuSeconds) {
      this.#exceed('cpu', `Used more than ${cpuSeconds} s of CPU time`)
    }
  }

  /** Of everything that ever belonged to the box. */
  #cpuSeconds(): number {
    return sum(this.#family.map((member) => member.cpuSeconds))
  }

  #checkOutput(bytes: number): void {
    const { outputBytes } = this.#budgets
    if (bytes <= outputBytes) return
    this.#exceed('output', `Wrote more than ${outputBytes} bytes to stdout and stderr`)
  }

  #exceed(budget: Breach['budget'], message: string): void {
    if (this.breach || this.#killed) return
    this.breach = { budget, message }
    this.#strike()
    this.onBreach?.(budget, message)
  }

  /** The box can end by a limit of the kernel or of V8 before a sample shows it. */
  #nameBudget(end: BoxEnd): void {
    const signal = deadlySignal(end)
    if (this.#killed || signal === undefined) return
    const { memoryMb, cpuSeconds } = this.#budgets
    if (signal === 'SIGXCPU') {
      this.#exceed('cpu', `Used more than ${cpuSeconds} s of CPU time`)
    } else if (/out of memory/i.test(this.output.stderr)) {
      this.#exceed('memory', `Ran out of the ${memoryMb} MiB of memory that are allowed`)
    }
  }
}

function openChannel(socket: Socket | null | undefined): Socket {
  if (!socket) throw new Error('The box was started without its channels')
  // A box that ends breaks its channels; `ended` is where that is told.
  return socket.on('error', () => {})
}

/** bubblewrap and unshare report a deadly signal of the box as a shell does: 128 and its number. */
function deadlySignal({ code, signal }: BoxEnd): NodeJS.Signals | undefined {
  if (signal) return signal
  const [name] = Object.entries(constants.signals).find(([, number]) => code === 128 + number) ?? []
  return name as NodeJS.Signals | undefined
}

function identity(member: ProcessSample): string {
  return `${member.pid} ${member.startedAt}`
}

function signalGroup(leader: number): void {
  signal(-leader)
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
