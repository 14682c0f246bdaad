import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'CorruptLog'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "const page = pages.get(number) ?? { lsn: 0, value: '' }",
    becomes: [
      'const page = pages.get(number) ?? {}',
      'const page = pages.get(number) ?? { lsn: 0, value: "Stryker was here!" }',
    ],
    reason: 'A page that is not on disk gets both from its first redo.',
  },
  {
    line: 'while (at + HEAD <= log.length) {',
    becomes: 'while ((at + HEAD < log.length)) {',
    reason:
      'The task leaves open whether eight zero bytes at the end are a record without a body, or one that was being written.',
  },
  {
    line: 'throw new CorruptLog(`The record at byte ${at} is damaged, and others follow`)',
    becomes: 'throw new CorruptLog(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'throw new CorruptLog(`The record at byte ${at} is no JSON`, { cause })',
    becomes: [
      'throw new CorruptLog(``, { cause })',
      'throw new CorruptLog(`The record at byte ${at} is no JSON`, {})',
    ],
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
