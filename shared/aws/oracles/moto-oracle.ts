import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable, readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runTool } from './run-tool.ts'

const ROOT = path.join(import.meta.dirname, '../../..')
const VITEST = path.join(ROOT, 'node_modules/vitest/vitest.mjs')

/** The contract suites on moto: which tests passed there and which did not, as "service: test". */
export interface MotoSays {
  passed: Set<string>
  failed: Set<string>
}

/** Starts the moto server at `file`, holds it to the contracts, and ends it. */
export async function askMoto(file: string): Promise<MotoSays> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(file, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  try {
    await answers(server, url)
    await prepare(url)
    return await runContracts(url)
  } finally {
    server.kill()
  }
}

async function runContracts(url: string): Promise<MotoSays> {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'oracle-'))
  const file = path.join(folder.path, 'report.json')
  const report = ['--reporter=json', `--outputFile=${file}`]
  const args = [
    VITEST,
    'run',
    'shared/aws/src/contract',
    '-t',
    'on http',
    '--root',
    ROOT,
    ...report,
  ]
  const env = { ...process.env, AWS_ENDPOINT_URL: url }
  const { stderr } = await runTool(process.execPath, args, { env, minutes: 30 })
  const says: MotoSays = { passed: new Set(), failed: new Set() }
  const { testResults } = JSON.parse(
    await readFile(file, 'utf8').catch(() => {
      throw new Error(`The contracts did not run: ${stderr}`)
    }),
  ) as { testResults: { assertionResults: Result[] }[] }
  for (const { ancestorTitles, title, status } of testResults.flatMap(
    ({ assertionResults }) => assertionResults,
  )) {
    const [service] = ancestorTitles.at(-1)!.split(' ')
    if (status === 'passed' || status === 'failed') says[status].add(`${service}: ${title}`)
  }
  return says
}

interface Result {
  ancestorTitles: string[]
  title: string
  status: string
}

/** Moto checks a role of Batch in its IAM, and runs jobs in Docker unless told otherwise. */
async function prepare(url: string): Promise<void> {
  const role = { Action: 'CreateRole', RoleName: 'batch', AssumeRolePolicyDocument: '{}' }
  const headers = {
    authorization: 'AWS4-HMAC-SHA256 Credential=any/20260302/us-east-1/iam/aws4_request',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const body = new URLSearchParams({ ...role, Version: '2010-05-08' }).toString()
  await fetch(url, { method: 'POST', headers, body })
  const config = JSON.stringify({ batch: { use_docker: false } })
  await fetch(`${url}/moto-api/config`, { method: 'POST', body: config })
}

async function answers(server: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}`)
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await sleep(200)
  }
  throw new Error('moto does not answer')
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
