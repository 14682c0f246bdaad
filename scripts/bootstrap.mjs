// Runs on whatever Node 18 or newer the machine has, before anything is installed: no dependencies,
// no TypeScript, nothing that Node 18 lacks.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

const IS_WINDOWS = process.platform === 'win32'

/** A mistake or a lack that the person at the keyboard can mend: a message and what to do. */
export class SetupError extends Error {
  constructor(message, fix) {
    super(message)
    this.name = 'SetupError'
    this.fix = fix
  }
}

/**
 * Installs what the workspace in `root` needs, unless that is done already, and resolves to the
 * path of the workspace's own Node. Progress goes to stderr. Throws a `SetupError`.
 */
export async function ensureInstalled(root, env = process.env) {
  const node = path.join(root, 'node_modules/node/bin', IS_WINDOWS ? 'node.exe' : 'node')
  const stamp = path.join(root, 'node_modules/.workshop-installed')
  const wanted = fingerprint(root)
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined
  if (known === wanted && existsSync(node)) return node
  if (known === undefined && existsSync(node) && pnpmInstalled(root)) {
    keepStamp(stamp, wanted)
    return node
  }
  // A run that is killed from here on has installed only a part.
  if (existsSync(path.dirname(stamp))) keepStamp(stamp, 'unfinished')
  await install(root, env)
  if (!existsSync(node)) {
    throw new SetupError(
      'The installation ended without the Node that the workshop runs on',
      'Delete the folder node_modules and run the command again',
    )
  }
  keepStamp(stamp, wanted)
  return node
}

/**
 * Runs a program to its end with this process's streams. Signals reach it, and it decides how to
 * end; resolves to the exit code that a shell would show.
 */
export function runToEnd(file, args, { cwd = process.cwd() } = {}) {
  return new Promise((resolve, fail) => {
    const child = spawn(file, args, { cwd, stdio: 'inherit' })
    const forward = (signal) => child.kill(signal)
    // A terminal sends Ctrl-C to both of us, and a second one means "at once" to some programs.
    const listeners = [
      ['SIGINT', process.stdin.isTTY ? () => {} : forward],
      ['SIGTERM', forward],
      ['SIGHUP', forward],
    ]
    for (const [signal, listener] of listeners) process.on(signal, listener)
    child.on('error', fail)
    child.on('exit', (code, signal) => {
      for (const [name, listener] of listeners) process.off(name, listener)
      resolve(code ?? 128 + signalNumber(signal))
    })
  })
}

/** Runs `main` and turns what it resolves to, or a `SetupError`, into the exit code. */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`${error.message}\n${error.fix}\n`)
    process.exitCode = 2
  }
}

/** Where relative paths on the command line start: npm changes to the package's folder first. */
export function typedIn(root, env = process.env) {
  const byScript = env.npm_package_json === path.join(root, 'package.json')
  return (byScript && env.INIT_CWD) || process.cwd()
}

function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  try {
    const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)]
    for (const file of files) hash.update(file).update(readFileSync(path.join(root, file)))
  } catch (error) {
    throw new SetupError(
      `This is not the whole workshop: ${error.message}`,
      'Clone it again, with all its files',
    )
  }
  return hash.digest('hex')
}

/** Every package.json of the workspace, from the patterns `name` and `name/*` that it lists. */
function manifests(root) {
  const workspace = readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8')
  const list = /^packages:\r?\n((?:[ \t]+-.*\r?\n)*)/m.exec(workspace)?.[1] ?? ''
  const patterns = [...list.matchAll(/-\s*['"]?([^'"\s]+)/g)].map((match) => match[1])
  const folders = patterns.flatMap((pattern) => {
    const parent = pattern.replace(/\/\*$/, '')
    if (parent === pattern) return [pattern]
    if (!existsSync(path.join(root, parent))) return []
    return readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`)
  })
  const found = folders.map((folder) => `${folder}/package.json`)
  return ['package.json', ...found.sort().filter((file) => existsSync(path.join(root, file)))]
}

/** Whether pnpm itself, run by hand, has installed what the lock file says. */
function pnpmInstalled(root) {
  const installed = path.join(root, 'node_modules/.pnpm/lock.yaml')
  if (!existsSync(path.join(root, 'node_modules/.pnpm-workspace-state-v1.json'))) return false
  if (!existsSync(installed)) return false
  return readFileSync(installed).equals(readFileSync(path.join(root, 'pnpm-lock.yaml')))
}

function keepStamp(stamp, text) {
  try {
    writeFileSync(stamp, text)
  } catch {
    // On a disk that is full or read-only the next run looks again; this one can go on.
  }
}

async function install(root, env) {
  const { devEngines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const pnpm = `pnpm@${devEngines.packageManager.version}`
  process.stderr.write(`Installing what is missing, with ${pnpm}; this happens once\n`)
  const started = Date.now()
  const { code, output } = await runShown(
    'npx',
    ['--yes', '--prefer-offline', pnpm, 'install', '--frozen-lockfile'],
    { cwd: root, env: installEnvironment(root, env) },
  )
  if (code !== 0) throw explained(code, output)
  const seconds = Math.ceil((Date.now() - started) / 1_000)
  process.stderr.write(`Installed in ${seconds} s\n`)
}

function installEnvironment(root, env) {
  const common = {
    ...env,
    npm_config_update_notifier: 'false',
    // As they are set up, both take more than a minute to say that they are offline.
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
    pnpm_config_fetch_retry_mintimeout: '1000',
    pnpm_config_fetch_retry_maxtimeout: '5000',
    // With CI set, pnpm asks nothing: nobody may be there to answer.
    CI: 'true',
  }
  if (IS_WINDOWS || isWritable(env.HOME)) return common
  const home = path.join(root, '.cache/home')
  return { ...common, HOME: home, npm_config_cache: path.join(home, '.npm') }
}

function isWritable(folder) {
  if (!folder) return false
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Runs a program, shows on stderr what it says, and keeps the end of it. */
function runShown(file, args, options) {
  return new Promise((resolve, fail) => {
    let output = ''
    // npx is a script on Windows, which only a shell can start; no argument here needs quotes.
    const child = spawn(file, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: IS_WINDOWS,
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        process.stderr.write(text)
        output = (output + text).slice(-20_000)
      })
    }
    const stop = (signal) => child.kill(signal)
    process.once('SIGINT', stop).once('SIGTERM', stop)
    child.on('error', (error) => {
      if (error.code !== 'ENOENT') return fail(error)
      fail(new SetupError('There is no npx on the PATH', 'Install Node.js together with npm'))
    })
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      resolve({ code: code ?? 128 + signalNumber(signal), output })
    })
  })
}

/** What went wrong, by what npx and pnpm said. */
function explained(code, output) {
  // pnpm breaks its lines where the terminal ends.
  const said = output.replace(/\s+/g, ' ')
  const found = CAUSES.find(({ pattern }) => pattern.test(said))
  if (found) return new SetupError(`Could not install: ${found.message}`, found.fix)
  if (code > 128) {
    return new SetupError('The installation was stopped', 'Run the command again: it goes on there')
  }
  return new SetupError(
    `Could not install: pnpm ended with exit code ${code}`,
    'What it said stands above; mend it and run the command again',
  )
}

const CAUSES = [
  {
    pattern: /\bENOSPC\b|no space left on device|\bEDQUOT\b|disk quota exceeded/i,
    message: 'the disk is full',
    fix: 'Make room for about 1 GB and run the command again',
  },
  {
    pattern:
      /\b(SELF_SIGNED_CERT\w*|UNABLE_TO_(GET|VERIFY)\w*|CERT_\w+)\b|invalid peer certificate/i,
    message: 'the certificate of the package registry is not trusted here',
    fix: 'Behind a proxy that reads along, name its certificate in NODE_EXTRA_CA_CERTS',
  },
  {
    pattern: /ERR_PNPM_OUTDATED_LOCKFILE|ERR_PNPM_LOCKFILE_CONFIG_MISMATCH/,
    message: 'pnpm-lock.yaml does not fit to a package.json',
    fix: 'Take both files from the same commit, or run "pnpm install" after changing dependencies',
  },
  {
    pattern: /\b(EACCES|EPERM|EROFS)\b|permission denied|read-only file system/i,
    message: 'a folder may not be written',
    fix: 'Run the command as the user who owns this folder',
  },
  {
    pattern:
      /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b|error sending request|dns error/i,
    message: 'the package registry cannot be reached',
    fix: 'Go online (or set the registry or proxy that your network asks for) and run again',
  },
  {
    pattern: /\b(E404|ETARGET|ERR_PNPM_FETCH_404|ERR_PNPM_NO_MATCHING_VERSION|ENOVERSIONS)\b/,
    message: 'the package registry lacks a package',
    fix: 'Use a registry that mirrors npm completely, as the default one does',
  },
]

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0
}
