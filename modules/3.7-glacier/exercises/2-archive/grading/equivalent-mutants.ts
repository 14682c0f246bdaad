import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'ChecksumMismatch'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'throw new RangeError(`No archive holds ${size} bytes`)',
    becomes: 'throw new RangeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "throw new RangeError('The name is not 1 to 1,024 characters of printable ASCII')",
    becomes: 'throw new RangeError("")',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "const place = { accountId: '-', vaultName: vault }",
    becomes: 'const place = { accountId: "", vaultName: vault }',
    reason:
      'The embedded Glacier has one account, whatever it is called; the SDK on the wire would refuse an empty one.',
  },
  {
    line: 'throw new ChecksumMismatch(`Glacier computed ${checksum} instead of ${part.checksum}`)',
    becomes: 'throw new ChecksumMismatch(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (found !== size) throw new RangeError(`The content has ${found} bytes instead of ${size}`)',
    becomes: 'if (found !== size) throw new RangeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'while (size + rest.length >= length) {',
    becomes: 'while ((size + rest.length > length)) {',
    reason: 'A part that is full is yielded with the next chunk, or at the end.',
  },
  {
    line: "return level[0]?.toString('hex') ?? hash('sha256', '')",
    becomes: [
      "return level[0].toString('hex') ?? hash('sha256', '')",
      `return level[0]?.toString('hex') ?? hash("", '')`,
      `return level[0]?.toString('hex') ?? hash('sha256', "Stryker was here!")`,
    ],
    reason: 'No archive is empty: such a size is refused before, and such a content by its length.',
  },
] satisfies EquivalentMutants[]
