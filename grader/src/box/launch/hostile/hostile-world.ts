import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type NetConnectOpts } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** What attacks aim at: files, sockets and a process of this machine that anybody may reach. */
export class HostileWorld implements AsyncDisposable {
  /** Stands in every place that a box must not see. */
  readonly secret = `secret-${crypto.randomUUID()}`
  readonly directory = mkdtempSync(join(tmpdir(), 'hostile-world-'))
  readonly secretFile = join(this.directory, 'secret.txt')
  readonly slot = join(this.directory, 'slot')
  readonly #open = join(this.directory, 'open')
  readonly #socketFile = join(this.directory, 'listening')
  readonly #tcp = createServer((socket) => socket.on('error', () => {}).end(this.secret))
  readonly #unix = createServer((socket) => socket.on('error', () => {}).end(this.secret))
  readonly #udp = createSocket('udp4')
  #tcpPort = 0
  #victim: ChildProcess
  #bundles = 0

  /** Everything is readable for all, so that no mode of a file does what the isolation should do. */
  static async create(): Promise<HostileWorld> {
    const world = new HostileWorld()
    await world.#listen()
    return world
  }

  private constructor() {
    chmodSync(this.directory, 0o755)
    writeFileSync(this.secretFile, this.secret)
    mkdirSync(this.slot)
    symlinkSync(this.secretFile, join(this.slot, 'link'))
    process.env['CANARY'] = this.secret
    this.#victim = startVictim(this.secret)
  }

  /** A new bundle (and an empty directory that is open to all) whose entry runs the attack's code and reports on its channel. */
  bundle(code: string, facts: { inside: { bundle: string; slot: string } | null }): string {
    this.#emptyOpenDirectory()
    const bundle = join(this.directory, `bundle-${this.#bundles++}`)
    mkdirSync(join(bundle, 'compile-cache'), { recursive: true })
    const inside = facts.inside ?? { bundle, slot: this.slot }
    const library = loadedLibrary()
    const world = { ...this.#facts(), ...inside, library }
    writeFileSync(join(bundle, 'idle.mjs'), '')
    writeFileSync(join(bundle, 'box.mjs'), entry(code, world))
    return bundle
  }

  /** Puts a file into the slot of the boxes. */
  fillSlot(name: string, text: string): void {
    writeFileSync(join(this.slot, name), text)
  }

  /** Whether an attack left a file of this name where everybody may write. */
  wasLeft(name: string): boolean {
    return existsSync(join(this.#open, name))
  }

  /** Whether somebody accepts a connection there. */
  async canConnect(to: NetConnectOpts): Promise<boolean> {
    const socket = connect(to)
    const connected = once(socket, 'connect').then(
      () => true,
      () => false,
    )
    return connected.finally(() => socket.destroy())
  }

  /** Whether the victim was killed; a killed one is replaced. */
  async victimEnded(): Promise<boolean> {
    await Promise.race([once(this.#victim, 'exit'), delay(500)])
    if (this.#victim.signalCode === null) return false
    this.#victim = startVictim(this.secret)
    return true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    delete process.env['CANARY']
    this.#victim.kill('SIGKILL')
    this.#tcp.close()
    this.#unix.close()
    this.#udp.close()
    rmSync(this.directory, { recursive: true, force: true })
  }

  #emptyOpenDirectory(): void {
    rmSync(this.#open, { recursive: true, force: true })
    mkdirSync(this.#open)
    chmodSync(this.#open, 0o777)
  }

  #facts() {
    return {
      secretFile: this.secretFile,
      open: this.#open,
      socketFile: this.#socketFile,
      tcpPort: this.#tcpPort,
      udpPort: this.#udp.address().port,
      victim: this.#victim.pid,
      grader: this.#victim.pid,
      floodMb: FLOOD_MB,
    }
  }

  async #listen(): Promise<void> {
    this.#tcp.listen(0, '127.0.0.1')
    this.#unix.listen(this.#socketFile)
    this.#udp.bind(0, '127.0.0.1')
    this.#udp.on('message', (_, from) => this.#udp.send(this.secret, from.port, from.address))
    await Promise.all([this.#tcp, this.#unix, this.#udp].map((server) => once(server, 'listening')))
    chmodSync(this.#socketFile, 0o777)
    const address = this.#tcp.address()
    this.#tcpPort = typeof address === 'object' && address ? address.port : 0
  }
}

/** Three times what the boxes of the tests may use. */
const FLOOD_MB = 768

/** A process with the secret in its environment, as the grader could be one. */
function startVictim(secret: string): ChildProcess {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore',
    env: { CANARY: secret },
  })
}

function loadedLibrary(): string {
  const report = process.report.getReport() as { sharedObjects?: string[] }
  const library = report.sharedObjects?.find((file) => /\/libm[.-]/.test(file))
  if (library === undefined) throw new Error('Node loads no libm on this machine')
  return library
}

function entry(code: string, world: object): string {
  return `
    const use = process.getBuiltinModule
    const report = (outcome) => {
      use('fs').writeSync(3, JSON.stringify(outcome))
      process.exit(0)
    }
    const attack = async (world) => { ${code} }
    attack(${JSON.stringify(world)}).then(
      (evidence) => {
        use('fs').writeSync(3, JSON.stringify({ evidence: evidence ?? null }))
        setInterval(() => {}, 1000)
      },
      (error) => report({ refusal: String(error) }),
    )`
}
