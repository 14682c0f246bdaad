import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { knownDifferences } from './known-differences.ts'

const TABLE = `| service | test | on moto | AWS |
| --- | --- | --- | --- |
| S3 | "deletes up to 1,000 keys at once" | 1,001 are accepted | [1,000](https://docs.aws.amazon.com) |
| Glue | "finds partitions where NOT (city = 'Austin')" | "Unsupported expression" | as in 3.3.3 |
`

test('knownDifferences reads the rows of its own section, and no others', () => {
  const text = `## 3.6 S3\n\n| 3.6.2 | "lists" |\n\n## Contracts\n\n${TABLE}\n## Later\n\n| S3 | "x" | |\n`
  expect(knownDifferences(text)).toEqual(
    new Set([
      'S3: deletes up to 1,000 keys at once',
      "Glue: finds partitions where NOT (city = 'Austin')",
    ]),
  )
})

test('knownDifferences misses its section where there is none', () => {
  expect(() => knownDifferences(TABLE)).toThrow('no heading "## Contracts"')
})

test('every difference in PARITY.md is explained with what AWS says, and where', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../PARITY.md'), 'utf8')
  const known = [...knownDifferences(text)]
  expect(known.length).toBeGreaterThan(0)
  for (const difference of known) {
    const [service, test] = difference.split(/: (.*)/s)
    const row = text.split('\n').find((line) => line.startsWith(`| ${service} | "${test}" |`))
    expect(row).toMatch(/\| [^|]+ \| [^|]*(?:\]\(https:\/\/|as in \d\.\d\.\d)[^|]* \|$/)
  }
})
