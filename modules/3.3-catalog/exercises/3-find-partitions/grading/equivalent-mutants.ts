import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'return pages(client, segments > 1 ? { ...request, Segment } : request)',
    becomes: [
      'return pages(client, true ? { ...request, Segment } : request)',
      'return pages(client, (segments >= 1) ? { ...request, Segment } : request)',
    ],
    reason: 'One segment of one is everything.',
  },
  {
    line: 'yield page.Partitions ?? []',
    becomes: 'yield page.Partitions ?? ["Stryker was here"]',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'if (expression.length <= MAX_LENGTH) return [expression]',
    becomes: 'if ((expression.length < MAX_LENGTH)) return [expression]',
    reason: 'How long an expression is depends on how it is written.',
  },
  {
    line: 'if (!longest || values.length < 2) {',
    becomes: [
      'if (false) {',
      'if ((!longest && values.length < 2)) {',
      'if (!longest || false) {',
      'if (!longest || values.length < 2) {}',
    ],
    reason:
      'What cannot be divided is divided until the stack ends, and that is a RangeError, too.',
  },
  {
    line: 'throw new RangeError(`An expression has up to ${MAX_LENGTH} characters`)',
    becomes: 'throw new RangeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (!/^\\w+$/.test(where.key)) throw new RangeError(`"${where.key}" is not the name of a key`)',
    becomes: 'if (!/^\\w+$/.test(where.key)) throw new RangeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
