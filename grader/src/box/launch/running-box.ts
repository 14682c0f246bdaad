import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { BoxEnd, BoxProcess, Breach } from './box-process.ts'
import type { Budgets } from './budgets.ts'
import { CapturedOutput } from './captured-output.ts'
import { endOfGuarded } from './guarded-end.ts'
import { killGroup, killProcess, killTreeOnWindows } from './kill.ts'
import type { BoxPaths } from './node-arguments.ts'
import { familyOf, groupOf, isAlive, type ProcessSample } from './processes.ts'
import type { SpawnedBox } from './spawn-box.ts'

/** How often usage is sampled: reading /proc is quick, running ps is not. */
const SAMPLE_MS = { linux: 50, darwin: 500 }

/** How long a guardian gets to end after its box, and survivors to die, in milliseconds. */
const GUARDIAN_MS = 250
const SURVIVORS_MS = 2000

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
  readonly #guarded: boolean
  #family: ProcessSample[] = []
  #sampling: NodeJS.Timeout | undefined
  #lastResort: NodeJS.Timeout | undefined
  #killed = false
  #exited = false

  constructor(
    child: SpawnedBox & { pid: number },
    options: {
      inside: BoxPaths
      budgets: Budgets
      platform: NodeJS.Platform
      /** Whether the process is a tool that starts the box and waits for it. */
      guarded: boolean
    },
  ) {
    this.#child = child
    this.#budgets = options.budgets
    this.#platform = options.platform
    this.#guarded = options.guarded
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
    const { stdout, stderr } = this.#child
    const closed = Promise.all([stdout, stderr].map(closing))
    const { promise, resolve } = Promise.withResolvers<BoxEnd>()
    this.#child.on('error', () => {})
    this.#child.once('exit', (code, signal) => {
      this.#exited = true
      clearInterval(this.#sampling)
      if (this.#killed) resolve({ code: null, signal: 'SIGKILL' })
      else resolve(this.#guarded ? endOfGuarded({ code, signal }) : { code, signal })
    })
    const end = await promise
    clearTimeout(this.#lastResort)
    await this.#endSurvivors()
    // What escaped the family may hold the streams open; it does not get to hold the grader.
    await Promise.race([closed, delay(SURVIVORS_MS, undefined, { ref: false })])
    stdout.destroy()
    stderr.destroy()
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
    if (this.#platform === 'win32') return killTreeOnWindows(this.pid)
    if (this.#guarded && this.#family.length > 1) {
      // The guardian collects its dead and ends by itself; killed first, it would leave them as zombies.
      for (const { pid } of this.#living()) if (pid !== this.pid) killProcess(pid)
      this.#lastResort = setTimeout(() => this.#killAll(), GUARDIAN_MS)
    } else {
      this.#killAll()
    }
  }

  #killAll(): void {
    killGroup(this.pid)
    for (const { pid } of this.#living()) killProcess(pid)
  }

  /** What is left of the process group and of the descendants seen so far, once the box has ended. */
  async #endSurvivors(): Promise<void> {
    if (this.#platform === 'win32') return
    if (killGroup(this.pid)) this.#remember(groupOf(this.pid, this.#platform))
    const deadline = performance.now() + SURVIVORS_MS
    while (performance.now() < deadline && this.#living().length > 0) {
      for (const { pid } of this.#living()) killProcess(pid)
      await delay(1)
    }
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
      // Not how many: the box could say by it what it must not, and students are told.
      this.#exceed('memory', `Used more than the ${memoryMb} MiB of memory that are allowed`)
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
  #nameBudget({ signal }: BoxEnd): void {
    if (this.#killed || signal === null) return
    const { memoryMb, cpuSeconds } = this.#budgets
    if (signal === 'SIGXCPU') {
      this.#exceed('cpu', `Used more than ${cpuSeconds} s of CPU time`)
    } else if (/out of memory/i.test(this.output.stderr)) {
      this.#exceed('memory', `Used more than the ${memoryMb} MiB of memory that are allowed`)
    }
  }
}

function openChannel(socket: Socket | null | undefined): Socket {
  if (!socket) throw new Error('The box was started without its channels')
  // A box that ends breaks its channels; `ended` is where that is told.
  return socket.on('error', () => {})
}

function closing(stream: Socket): Promise<void> {
  return new Promise((resolve) => stream.once('close', () => resolve()))
}

function identity(member: ProcessSample): string {
  return `${member.pid} ${member.startedAt}`
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
