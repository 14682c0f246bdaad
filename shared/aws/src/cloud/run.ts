import { accessLine } from './access-log.ts'
import { Cloud } from './cloud.ts'
import { CloudError } from './cloud-error.ts'
import { HELP, isLoopback, readOptions } from './options.ts'
import { serve } from './serve.ts'

/** What the command needs of its process. */
export interface Terminal {
  out: { write(text: string): unknown; isTTY?: boolean }
  err: { write(text: string): unknown }
  env: NodeJS.ProcessEnv
  /** Resolves when the operator wants an end. */
  ended: Promise<unknown>
}

/** How long requests at work may take to end, in milliseconds. */
const GRACE_MS = 3_000

/**
 * Runs `pnpm cloud` until its end. Returns the exit code: 0, or 2 for what the operator can mend,
 * which is told without a stack.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await serveUntilEnd(args, terminal)
  } catch (error) {
    if (!(error instanceof CloudError)) throw error
    terminal.err.write(`${error.message}\n`)
    return 2
  }
}

async function serveUntilEnd(
  args: readonly string[],
  { out, err, env, ended }: Terminal,
): Promise<number> {
  const { host, port, folder, isQuiet, wantsHelp } = readOptions(args)
  if (wantsHelp) {
    out.write(HELP)
    return 0
  }
  const failed = Promise.withResolvers<CloudError>()
  const cloud = await Cloud.open({ folder, onFailure: failed.resolve })
  const isColourful = out.isTTY === true && !env['NO_COLOR']
  const server = await serve(cloud, {
    host,
    port,
    onMistake: (error) => err.write(`${error.stack ?? error.message}\n`),
    ...(isQuiet
      ? {}
      : { onAccess: (access) => out.write(`${accessLine(access, { isColourful })}\n`) }),
  }).catch(async (error: unknown) => {
    await cloud.close()
    throw error
  })
  const name = host.includes(':') ? `[${host}]` : host
  out.write(`The cloud is at http://${name}:${server.port}\n`)
  out.write(
    folder === undefined ? 'It forgets everything when it ends; "--data DIR" keeps it\n' : '',
  )
  if (!isLoopback(host)) err.write(warning(host))
  const failure = await Promise.race([ended.then(() => undefined), failed.promise])
  cloud.end()
  await server.close(GRACE_MS)
  await cloud.close().catch((error: unknown) => {
    if (error !== failure) throw error
  })
  if (failure) throw failure
  return 0
}

function warning(host: string): string {
  return (
    `WARNING: "${host}" can be reached from other machines, and whoever reaches it can read, ` +
    'change and delete everything in the cloud: it verifies no credentials\n'
  )
}
