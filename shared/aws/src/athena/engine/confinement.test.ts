import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { confinement } from './confinement.ts'

vi.setConfig({ testTimeout: 60_000 })

const SCRIPT = `
  const fs = require('node:fs')
  const tells = (look) => { try { return look() } catch (error) { return error.code } }
  console.log(JSON.stringify({
    secret: tells(() => fs.readFileSync('/etc/passwd', 'utf8').length),
    checks: tells(() => fs.readdirSync(process.argv[1]).length),
    processes: tells(() => fs.readdirSync('/proc').length),
    writes: tells(() => fs.writeFileSync('/written', 'x')),
    user: process.getuid(),
    environment: Object.keys(process.env).filter((name) => name !== 'PWD'),
    networks: Object.keys(require('node:os').networkInterfaces()),
  }))`

test('where bubblewrap can forbid it, the engine makes no further user namespaces', async () => {
  const run = promisify(execFile)
  const [file, ...before] = await confinement()
  const known = await run('bwrap', ['--help']).catch(() => ({ stdout: '' }))
  if (file === undefined || !known.stdout.includes('--disable-userns')) return
  const tool = await run('sh', ['-c', 'command -v unshare']).catch(() => undefined)
  if (!tool) return
  const tools = ['--ro-bind', tool.stdout.trim(), '/unshare']
  const enter = before.toSpliced(before.indexOf('--remount-ro'), 0, ...tools)
  await run(file, [...enter, '/unshare', '--version'])
  const further = run(file, [...enter, '/unshare', '--user', '/unshare', '--version'])
  await expect(further).rejects.toThrow('unshare failed')
})

test('where bubblewrap works, the engine sees nothing but itself', async () => {
  const [file, ...before] = await confinement()
  if (file === undefined) {
    // Nothing goes before only where bubblewrap does not work at all.
    const plainly = ['--unshare-user', '--unshare-pid', '--ro-bind', '/', '/', '--', 'true']
    await expect(promisify(execFile)('bwrap', plainly)).rejects.toThrow()
    return
  }
  const checks = path.resolve(import.meta.dirname, '../../../../../modules')
  const command = [...before, process.execPath, '-e', SCRIPT, checks]
  const { stdout } = await promisify(execFile)(file, command)
  expect(JSON.parse(stdout)).toEqual({
    secret: 'ENOENT',
    checks: 'ENOENT',
    processes: 'ENOENT',
    writes: 'EROFS',
    user: 65534,
    environment: [],
    // Its own, on which nobody else is.
    networks: ['lo'],
  })
})
