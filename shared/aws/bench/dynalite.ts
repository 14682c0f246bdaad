import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import path from 'node:path'

/** A dynalite that listens on this machine. */
export interface Dynalite {
  version: string
  url: string
  close(): void
}

/** Released in October 2025 and still cared for. */
const VERSION = '4.0.0'

/** Out of the workspace: ten megabytes with a native part, of use to nothing but this bench. */
const FOLDER = path.resolve(import.meta.dirname, '../../../.cache/bench/dynalite')

/** Starts dynalite, installing it first if need be; undefined where it cannot be had. */
export async function startDynalite(): Promise<Dynalite | undefined> {
  const manifest = path.join(FOLDER, 'package.json')
  try {
    if (!existsSync(path.join(FOLDER, 'node_modules/dynalite'))) install()
    const dynalite = createRequire(manifest)('dynalite') as (options: object) => Server
    const server = dynalite({ createTableMs: 0 }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return { version: VERSION, url: `http://127.0.0.1:${port}`, close: () => server.close() }
  } catch (error) {
    process.stderr.write(`Without dynalite: ${(error as Error).message.split('\n')[0]}\n`)
    return undefined
  }
}

function install(): void {
  process.stderr.write(`installing dynalite ${VERSION} into .cache\n`)
  mkdirSync(FOLDER, { recursive: true })
  const args = ['install', '--prefix', FOLDER, '--no-audit', '--no-fund', '--ignore-scripts']
  const isWindows = process.platform === 'win32'
  execFileSync('npm', [...args, `dynalite@${VERSION}`], { stdio: 'pipe', shell: isWindows })
}
