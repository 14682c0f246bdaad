import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SDK_PACKAGES } from '@workshop/aws/sdk-packages'
import { rolldown } from 'rolldown'

/**
 * Writes a configuration that makes vitest as fast as it gets without us: worker threads, no
 * isolation, the SDK bundled, a compile cache, on some files of checks. Returns the arguments and
 * environment to use it.
 */
export async function tunedVitest(
  root: string,
  files: readonly string[],
): Promise<{ args: string[]; env: Record<string, string> }> {
  const folder = path.join(root, '.cache/bench')
  mkdirSync(folder, { recursive: true })
  const entries = Object.fromEntries(
    Object.keys(SDK_PACKAGES).map((name) => [name.replaceAll(/\W/g, '_'), name]),
  )
  const build = await rolldown({
    input: entries,
    cwd: path.join(root, 'shared/aws'),
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    logLevel: 'silent',
  })
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs' })
  await build.close()
  const alias = Object.fromEntries(
    Object.entries(entries).map(([file, name]) => [name, path.join(folder, `${file}.mjs`)]),
  )
  const config = path.join(folder, 'vitest.config.mjs')
  writeFileSync(
    config,
    `import base from ${JSON.stringify(path.join(root, 'vitest.config.ts'))}
export default { plugins: base.plugins, root: ${JSON.stringify(root)}, resolve: { alias: ${JSON.stringify(alias)} },
  test: { include: ${JSON.stringify(files)}, pool: 'threads', isolate: false, fsModuleCache: true } }`,
  )
  return {
    args: ['run', '--config', config],
    env: { NODE_COMPILE_CACHE: path.join(folder, 'compile-cache') },
  }
}
