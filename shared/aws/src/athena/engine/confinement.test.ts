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
