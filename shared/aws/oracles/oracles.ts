import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { askBoto3 } from './boto3-oracle.ts'
import { askCli, CLI_SESSIONS } from './cli-oracle.ts'
import { knownDifferences } from './known-differences.ts'
import { askMoto } from './moto-oracle.ts'
import type { Verdict } from './verdict.ts'

// Asks clients and an endpoint that are not ours about the embedded AWS, and prints what they say.

const HELP = `Usage: pnpm oracles [--tools DIR] [--only SERVICE] [--no-moto]

  --tools DIR     where aws, python and moto_server are (default .cache/oracles/bin)
  --only SERVICE  the AWS CLI and boto3 on one service, without moto
  --no-moto       the AWS CLI and boto3 only

The tools come from pip, and from nowhere else in this repository:
  python3 -m venv .cache/oracles && .cache/oracles/bin/pip install -r shared/aws/oracles/requirements.txt

Exit codes: 0 all as expected, 1 something differs, 2 the tools are not there.
`

const { values } = parseArgs({
  allowNegative: true,
  options: {
    tools: { type: 'string', default: '.cache/oracles/bin' },
    only: { type: 'string' },
    moto: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
})
const tools = path.resolve(values.tools)
const services = Object.keys(CLI_SESSIONS).filter((one) => !values.only || one === values.only)
if (values.help) process.stdout.write(HELP)
else if (!existsSync(path.join(tools, 'aws')) || services.length === 0) {
  process.stderr.write(services.length === 0 ? HELP : `No tools in "${tools}"\n\n${HELP}`)
  process.exitCode = 2
} else {
  const oks = [await askClients()]
  if (values.moto && !values.only) oks.push(await compareWithMoto())
  process.exitCode = oks.every(Boolean) ? 0 : 1
}

async function askClients(): Promise<boolean> {
  let ok = true
  for (const service of services) {
    // Each waits mostly for its own start.
    const [cli, boto3] = await Promise.all([
      askCli(path.join(tools, 'aws'), service),
      askBoto3(path.join(tools, 'python'), service),
    ])
    process.stdout.write(
      `${service.padEnd(14)} ${counts('AWS CLI', cli)}   ${counts('boto3', boto3)}\n`,
    )
    for (const failure of [...cli.failed, ...boto3.failed]) {
      ok = false
      process.stdout.write(`  ${failure}\n`)
    }
  }
  return ok
}

function counts(name: string, { passed, failed }: Verdict): string {
  return `${name} ${passed} of ${passed + failed.length}`
}

async function compareWithMoto(): Promise<boolean> {
  const { passed, failed } = await askMoto(path.join(tools, 'moto_server'))
  const known = knownDifferences()
  const all = passed.size + failed.size
  process.stdout.write(`\nContracts on moto: ${passed.size} of ${all}\n`)
  const services = new Set([...passed, ...failed].map((test) => test.split(':')[0]!))
  for (const service of [...services].toSorted()) {
    const of = (tests: Set<string>) => [...tests].filter((one) => one.startsWith(`${service}:`))
    const count = of(passed).length
    process.stdout.write(`  ${service.padEnd(14)} ${count} of ${count + of(failed).length}\n`)
  }
  const unexplained = failed.difference(known)
  const obsolete = known.difference(failed)
  for (const test of unexplained) process.stdout.write(`  PARITY.md does not explain ${test}\n`)
  for (const test of obsolete) process.stdout.write(`  moto no longer differs in ${test}\n`)
  return unexplained.size + obsolete.size === 0
}
