// Over 200 lines because it is one table: what untrusted code may try, and what has to stop it.
import type { Guarantee } from '../guarantees.ts'
import type { HostileWorld } from './hostile-world.ts'

/**
 * What can stop an attack: the launcher itself in every tier, the flags of the box's node in every
 * tier, or a guarantee that the tier gives.
 */
export type Stopper = 'launch' | 'node' | Guarantee

/** Something that untrusted code tries. */
export interface Attack {
  /** Finishes "stops code that …". */
  readonly name: string
  /** Any one of them is enough. */
  readonly stoppedBy: readonly Stopper[]
  /**
   * The body of an async function of `world` (what `HostileWorld.facts` holds) and `use`
   * (`process.getBuiltinModule`). It returns evidence when it succeeded and throws when it did not.
   */
  readonly code: string
  /** Looks from outside whether the attack succeeded, given its evidence if it returned any. */
  readonly confirm?: (world: HostileWorld, evidence: unknown) => Promise<boolean>
}

/** Every attack that ends by itself; those that use up a budget are `FLOODS`. */
export const ATTACKS: readonly Attack[] = [
  {
    name: 'reads a file outside of its folders',
    stoppedBy: ['node', 'files'],
    code: `return use('fs').readFileSync(world.secretFile, 'utf8')`,
    confirm: holdsSecret,
  },
  {
    name: 'reads a neighbour of its slot by way of ..',
    stoppedBy: ['node', 'files'],
    code: `return use('fs').readFileSync(world.slot + '/../secret.txt', 'utf8')`,
    confirm: holdsSecret,
  },
  {
    name: 'reads through a symbolic link in its slot',
    stoppedBy: ['files'],
    code: `return use('fs').readFileSync(world.slot + '/link', 'utf8')`,
    confirm: holdsSecret,
  },
  {
    name: 'lists the root directory of the machine',
    stoppedBy: ['node', 'files'],
    code: `const names = use('fs').readdirSync('/')
      if (!names.includes('etc')) throw new Error('another root')
      return names`,
  },
  ...['bundle', 'slot', 'bundle/compile-cache', 'open'].map((place): Attack => {
    const [base = '', folder] = place.split('/')
    return {
      name:
        place === 'open'
          ? 'writes where everybody may write'
          : `writes into its ${place.replace('/', ' ')}`,
      stoppedBy: ['node', 'files'],
      code: `const file = world.${base} + '${folder ? `/${folder}` : ''}/written-${base}'
        use('fs').writeFileSync(file, 'x')
        return use('fs').readFileSync(file, 'utf8')`,
    }
  }),
  {
    name: 'changes the mode of its entry',
    stoppedBy: ['node', 'files'],
    code: `use('fs').chmodSync(world.bundle + '/box.mjs', 0o777); return 'changed'`,
  },
  {
    name: 'makes a symbolic link',
    stoppedBy: ['node', 'files', 'syscalls'],
    code: `use('fs').symlinkSync(world.secretFile, world.open + '/made-link'); return 'made'`,
  },
  {
    name: 'writes a database with node:sqlite',
    stoppedBy: ['node', 'files'],
    code: `const { DatabaseSync } = use('node:sqlite')
      new DatabaseSync(world.open + '/database').exec('CREATE TABLE stolen (value)')
      return 'created'`,
  },
  {
    name: 'connects to a TCP port of the machine',
    stoppedBy: ['network', 'syscalls'],
    code: `const socket = use('net').connect(world.tcpPort, '127.0.0.1')
      return String((await use('events').once(socket, 'data'))[0])`,
    confirm: holdsSecret,
  },
  {
    name: 'connects to a Unix socket',
    stoppedBy: ['files', 'syscalls'],
    code: `const socket = use('net').connect(world.socketFile)
      return String((await use('events').once(socket, 'data'))[0])`,
    confirm: holdsSecret,
  },
  {
    name: 'exchanges UDP datagrams with the machine',
    stoppedBy: ['network', 'syscalls'],
    code: `const socket = use('dgram').createSocket('udp4')
      const failed = use('events').once(socket, 'error').then(([error]) => { throw error })
      socket.send('anybody there?', world.udpPort, '127.0.0.1')
      const answered = use('events').once(socket, 'message')
      return String((await Promise.race([answered, failed]))[0])`,
    confirm: holdsSecret,
  },
  {
    name: 'listens on a TCP port',
    stoppedBy: ['network', 'syscalls'],
    code: `const server = use('net').createServer((socket) => socket.end('welcome'))
      server.listen(0, '127.0.0.1')
      await use('events').once(server, 'listening')
      return server.address().port`,
    confirm: async (world, port) =>
      typeof port === 'number' && world.canConnect({ port, host: '127.0.0.1' }),
  },
  {
    name: 'listens on a Unix socket',
    stoppedBy: ['files', 'syscalls'],
    code: `const server = use('net').createServer((socket) => socket.end('welcome'))
      server.listen(world.open + '/listening')
      await use('events').once(server, 'listening')
      return world.open + '/listening'`,
    confirm: async (world, path) => typeof path === 'string' && world.canConnect({ path }),
  },
  {
    name: 'starts a program',
    stoppedBy: ['node', 'syscalls'],
    code: `const { status, error } = use('child_process').spawnSync(process.execPath, ['--version'])
      if (error) throw error
      return status`,
  },
  {
    name: 'forks itself',
    stoppedBy: ['node', 'syscalls'],
    code: `const child = use('child_process').fork(world.bundle + '/idle.mjs')
      return (await use('events').once(child, 'spawn')) && child.pid`,
  },
  {
    name: 'becomes another program',
    stoppedBy: ['node', 'files'],
    code: `process.execve('/bin/sh', ['sh', '-c', 'touch ' + world.open + '/by-a-shell'], {})`,
    confirm: async (world) => world.wasLeft('by-a-shell'),
  },
  {
    name: 'starts a worker thread',
    stoppedBy: ['node'],
    code: `const worker = new (use('worker_threads').Worker)('', { eval: true })
      return (await use('events').once(worker, 'online')) && 'online'`,
  },
  {
    name: 'kills a process of the machine',
    stoppedBy: ['signals'],
    code: `process.kill(world.victim, 'SIGKILL'); return 'killed'`,
    confirm: (world) => world.victimEnded(),
  },
  {
    name: 'changes the priority of a process of the machine',
    stoppedBy: ['signals', 'syscalls'],
    code: `use('os').setPriority(world.victim, 19); return use('os').getPriority(world.victim)`,
  },
  {
    name: 'reads the environment of the grader in /proc',
    stoppedBy: ['node', 'files'],
    code: `return use('fs').readFileSync('/proc/' + world.grader + '/environ', 'utf8')`,
    confirm: holdsSecret,
  },
  {
    name: 'looks at its own process in /proc',
    stoppedBy: ['node', 'files'],
    code: `return use('fs').readFileSync('/proc/self/status', 'utf8')`,
  },
  {
    name: 'finds a secret of the grader in its environment',
    stoppedBy: ['launch'],
    code: `return JSON.stringify(process.env)`,
    confirm: holdsSecret,
  },
  {
    name: 'reads a file that the grader holds open',
    stoppedBy: ['launch'],
    code: `const found = []
      for (let descriptor = 5; descriptor < 1024; descriptor++) {
        try {
          const bytes = Buffer.alloc(100)
          if (!use('fs').fstatSync(descriptor).isFile()) continue
          found.push(bytes.toString('utf8', 0, use('fs').readSync(descriptor, bytes, 0, 100, 0)))
        } catch {}
      }
      return found.join()`,
    confirm: holdsSecret,
  },
  {
    name: 'opens the inspector',
    stoppedBy: ['node'],
    code: `use('inspector').open(0, '127.0.0.1')
      if (!use('inspector').url()) throw new Error('no inspector')
      return use('inspector').url()`,
  },
  {
    name: 'evaluates code in an inspector session',
    stoppedBy: ['node'],
    code: `const session = new (use('inspector/promises').Session)()
      session.connect()
      return (await session.post('Runtime.evaluate', { expression: '6 * 7' })).result.value`,
  },
  {
    name: 'uses an internal binding',
    stoppedBy: ['node'],
    code: `return Object.keys(process.binding('fs')).length`,
  },
  {
    name: 'loads native code',
    stoppedBy: ['node'],
    code: `try { process.dlopen({ exports: {} }, world.library) } catch (error) {
        // The library is no addon, but it was loaded and its initializers ran.
        if (!/did not self-register/.test(error.message)) throw error
      }
      return 'loaded'`,
  },
]

/** An attack on a budget: it never ends by itself, or ends as refused. */
export interface Flood {
  readonly name: string
  readonly budget: 'memory' | 'output' | 'cpu'
  readonly stoppedBy: readonly Stopper[]
  readonly code: string
}

/** Memory floods stop at `world.floodMb`, far above what the budget allows, and call that success. */
export const FLOODS: readonly Flood[] = [
  {
    name: 'fills the JavaScript heap',
    budget: 'memory',
    stoppedBy: ['node', 'allocations', 'memory'],
    code: `const kept = []
      for (let megabytes = 0; megabytes < world.floodMb; megabytes += 8)
        kept.push(new Array(1 << 20).fill(megabytes + 0.5))
      return kept.length`,
  },
  {
    name: 'fills Buffers',
    budget: 'memory',
    stoppedBy: ['allocations', 'memory'],
    code: `const kept = []
      for (let megabytes = 0; megabytes < world.floodMb; megabytes += 16) {
        kept.push(Buffer.alloc(16 << 20, 1))
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      return kept.length`,
  },
  {
    name: 'fills the memory of WebAssembly',
    budget: 'memory',
    stoppedBy: ['allocations', 'memory'],
    code: `const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 })
      for (let megabytes = 0; megabytes < world.floodMb; megabytes += 16) {
        const offset = memory.buffer.byteLength
        memory.grow(256)
        new Uint8Array(memory.buffer, offset).fill(1)
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      return memory.buffer.byteLength`,
  },
  {
    name: 'computes for ever',
    budget: 'cpu',
    stoppedBy: ['limits', 'memory'],
    code: `for (;;);`,
  },
  {
    name: 'floods stdout',
    budget: 'output',
    stoppedBy: ['launch'],
    code: `for (;;) use('fs').writeSync(1, 'A'.repeat(65536))`,
  },
  {
    name: 'floods stderr',
    budget: 'output',
    stoppedBy: ['launch'],
    code: `for (;;) use('fs').writeSync(2, 'A'.repeat(65536))`,
  },
]

async function holdsSecret(world: HostileWorld, evidence: unknown): Promise<boolean> {
  return String(evidence).includes(world.secret)
}
