import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { run } from './run.ts'
import { PATIENTLY } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('pnpm cloud', () => {
  test('says where it is, serves, logs and ends in good order', async () => {
    const { out, finish, ended } = start(['--port', '0'])
    await vi.waitUntil(() => out().includes('http'), PATIENTLY)
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out())![0]
    await fetch(`${url}/ledgers`)
    await vi.waitUntil(() => out().includes('404'), PATIENTLY)
    expect(out()).toMatch(
      /^\d\d:\d\d:\d\d {2}404 {2}S3 ListObjects {2}NoSuchBucket {2}GET \/ledgers/m,
    )
    expect(out()).toContain('It forgets everything when it ends')
    finish()
    expect(await ended).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })

  test('logs nothing with --quiet, and colours only on a terminal', async () => {
    const log = async (args: string[], isTTY: boolean, env = {}) => {
      const { out, finish, ended } = start(['--port', '0', ...args], { isTTY, env })
      await vi.waitUntil(() => out().includes('http'), PATIENTLY)
      const response = await fetch(`${/http:[^\s]+/.exec(out())![0]}/_workshop/health`)
      await response.text()
      finish()
      await ended
      return out()
    }
    expect(await log(['--quiet'], false)).not.toContain('health')
    expect(await log([], false)).not.toContain('\u001b[')
    expect(await log([], true)).toContain('\u001b[')
    expect(await log([], true, { NO_COLOR: '1' })).not.toContain('\u001b[')
  })

  test('warns when other machines can reach it', async () => {
    const { out, err, finish, ended } = start(['--port', '0', '--host', '0.0.0.0'])
    await vi.waitUntil(() => out().includes('http'), PATIENTLY)
    finish()
    await ended
    expect(err()).toMatch(/^WARNING: "0\.0\.0\.0" can be reached from other machines/)
  })

  test('tells what it is and how to call it', async () => {
    const { out, ended } = start(['--help'])
    expect(await ended).toBe(0)
    expect(out()).toContain('Usage: pnpm cloud [options]')
    expect(out()).toContain('aws s3 mb s3://ledgers')
  })

  test.each([
    [['--port', 'http'], '"--port" must be a number from 0 to 65535, not "http"'],
    [['--port', '65536'], '"--port" must be a number from 0 to 65535, not "65536"'],
    [['--data', ''], '"--data" needs the name of a folder'],
    [['--folder', 'x'], 'Unknown option "--folder"; "--help" says what there is'],
    [['x'], 'Unexpected argument "x"'],
  ])('refuses %j without a stack', async (args, message) => {
    const { err, ended } = start(args)
    expect(await ended).toBe(2)
    expect(err()).toContain(message)
    expect(err()).not.toContain('    at ')
  })

  test('says that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await vi.waitUntil(() => other.listening, PATIENTLY)
    const { port } = other.address() as AddressInfo
    const { err, ended } = start(['--port', String(port)])
    expect(await ended).toBe(2)
    expect(err()).toBe(
      `Port ${port} of 127.0.0.1 is in use; name another with "--port", or 0 for any free one\n`,
    )
    other.close()
  })
})

function start(args: string[], { isTTY = false, env = {} } = {}) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let [out, err] = ['', '']
  const terminal = {
    out: { isTTY, write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
    env,
    ended: promise,
  }
  return { ended: run(args, terminal), finish: resolve, out: () => out, err: () => err }
}
