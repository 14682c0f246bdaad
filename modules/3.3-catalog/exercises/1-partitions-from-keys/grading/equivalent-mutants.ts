import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "const [, bucket, path = ''] = /^s3:\\/\\/([^/]+)\\/?(.*)$/s.exec(location) ?? []",
    becomes: [
      'const [, bucket, path = "Stryker was here!"] = /^s3:\\/\\/([^/]+)\\/?(.*)$/s.exec(location) ?? []',
      "const [, bucket, path = ''] = /s3:\\/\\/([^/]+)\\/?(.*)$/s.exec(location) ?? []",
      'const [, bucket, path = \'\'] = /^s3:\\/\\/([^/]+)\\/?(.*)$/s.exec(location) ?? ["Stryker was here"]',
    ],
    reason: 'Every location has this form.',
  },
  {
    line: "const [, bucket, path = ''] = /^s3:\\/\\/([^/]+)\\/?(.*)$/s.exec(location) ?? []",
    becomes: "const [, bucket, path = ''] = /^s3:\\/\\/([^/]+)\\/?(.*)/s.exec(location) ?? []",
    reason: 'The pattern takes the same texts.',
  },
  {
    line: 'if (at < 0) return []',
    becomes: 'if ((at <= 0)) return []',
    reason: 'No partition key has an empty name.',
  },
  {
    line: 'const date = /^\\d{4}-\\d{2}-\\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined',
    becomes:
      'const date = /^\\d{4}-\\d{2}-\\d{2}/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined',
    reason: 'What goes on after a day is no time that `Date` reads.',
  },
] satisfies EquivalentMutants[]
