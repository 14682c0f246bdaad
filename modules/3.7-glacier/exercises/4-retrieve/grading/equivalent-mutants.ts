import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'ChecksumMismatch'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "override name = 'RetrievalFailed'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "const wanted = { ...options, place: { accountId: '-', vaultName: vault }, archiveId }",
    becomes: 'const wanted = { ...options, place: { accountId: "", vaultName: vault }, archiveId }',
    reason:
      'The embedded Glacier has one account, whatever it is called; the SDK on the wire would refuse an empty one.',
  },
  {
    line: 'for await (const { JobList = [] } of paginateListJobs({ client: deps.client }, place)) {',
    becomes:
      'for await (const { JobList = ["Stryker was here"] } of paginateListJobs({ client: deps.client }, place)) {',
    reason: 'Glacier always answers with it; only the type allows for less.',
  },
  {
    line: 'throw new ChecksumMismatch(`What came for "${range}" is not what was stored`)',
    becomes: 'throw new ChecksumMismatch(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "return level[0]?.toString('hex') ?? hash('sha256', '')",
    becomes: [
      "return level[0].toString('hex') ?? hash('sha256', '')",
      `return level[0]?.toString('hex') ?? hash("", '')`,
      `return level[0]?.toString('hex') ?? hash('sha256', "Stryker was here!")`,
    ],
    reason: 'No range is empty.',
  },
] satisfies EquivalentMutants[]
