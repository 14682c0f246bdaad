import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, readdir } from 'node:fs/promises'
import path from 'node:path'
import { SDK_PACKAGES } from '@workshop/aws/sdk-packages'
import { boxEnvironment } from './launch/box-environment.ts'
import { NOBODY } from './launch/nobody.ts'

/**
 * Runs a new bundle once, without any candidate but with every package, so that Node keeps its
 * compiled code beside it.
 * Node keeps it by user id, and a box runs as the user nobody.
 */
export async function runOnTrustedSide(bundle: string): Promise<void> {
  const packages = Object.keys(SDK_PACKAGES)
  const entry = path.join(bundle, 'box.mjs')
  const child = spawn(process.execPath, ['--no-warnings', entry, bundle, ...packages], {
    env: boxEnvironment(bundle),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  const channel = child.stdio[3]!
  await Promise.race([once(channel, 'data'), ended])
  channel.destroy()
  await ended
  const cache = path.join(bundle, 'compile-cache')
  for (const name of await readdir(cache)) {
    const forNobody = name.replace(/-\d+$/, `-${NOBODY}`)
    if (forNobody !== name) {
      await cp(path.join(cache, name), path.join(cache, forNobody), { recursive: true })
      await letEverybodyRead(path.join(cache, forNobody))
    }
  }
}

async function letEverybodyRead(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const name of await readdir(directory)) await chmod(path.join(directory, name), 0o644)
}
