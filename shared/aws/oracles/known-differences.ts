import { readFileSync } from 'node:fs'
import path from 'node:path'

const PARITY = path.join(import.meta.dirname, '../PARITY.md')
const HEADING = '## Contracts'

/**
 * The tests that moto fails and the fakes do not, as the table in PARITY.md lists them: the service
 * and the test's name.
 */
export function knownDifferences(text = readFileSync(PARITY, 'utf8')): Set<string> {
  const start = text.indexOf(HEADING)
  if (start < 0) throw new Error(`PARITY.md has no heading "${HEADING}"`)
  const end = text.indexOf('\n## ', start + 1)
  const rows = text.slice(start, end < 0 ? undefined : end).matchAll(/^\| (\w+) \| "(.+?)" \|/gm)
  return new Set([...rows].map(([, service, test]) => `${service}: ${test}`))
}
