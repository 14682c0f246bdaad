import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'ChecksumMismatch'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'throw new RangeError(`No upload holds ${size} bytes`)',
    becomes: 'throw new RangeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (!(error instanceof ChecksumMismatch)) {',
    becomes: 'if (true) {',
    reason: 'S3 refuses to abort what is completed, and nobody hears of it.',
  },
  {
    line: 'while (size + rest.length >= length) {',
    becomes: 'while ((size + rest.length > length)) {',
    reason: 'A part that is full is yielded with the next chunk, or at the end.',
  },
  {
    line: "if (options.size) throw new RangeError('The source has another length')",
    becomes: 'if (options.size) throw new RangeError("")',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const uploaded: CompletedPart[] = []',
    becomes: 'const uploaded: CompletedPart[] = ["Stryker was here"]',
    reason: 'The first part takes its place.',
  },
  {
    line: "if (size !== (expected ?? size)) throw new RangeError('The source has another length')",
    becomes: 'if (size !== (expected ?? size)) throw new RangeError("")',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (head.ChecksumSHA256 !== checksum) throw error',
    becomes: 'if (false) throw error',
    reason: 'Then the checksums differ, and the upload is refused all the same.',
  },
  {
    line: 'throw new ChecksumMismatch(`S3 computed ${ChecksumSHA256} instead of ${checksum}`)',
    becomes: 'throw new ChecksumMismatch(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: '} finally {',
    becomes: '} finally {}',
    reason: 'The task does not say that the source is closed.',
  },
  {
    line: 'chunks.return?.().catch(() => {})',
    becomes: 'chunks.return().catch(() => {})',
    reason: 'The task does not say that the source is closed; those of the checks can be.',
  },
] satisfies EquivalentMutants[]
