import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'NotParquet'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'if (end < 4) throw new NotParquet(`${file.size} bytes are too few`)',
    becomes: 'if ((end <= 4)) throw new NotParquet(`${file.size} bytes are too few`)',
    reason: 'A footer without bytes is none.',
  },
  {
    line: 'if (end < 4) throw new NotParquet(`${file.size} bytes are too few`)',
    becomes: 'if (end < 4) throw new NotParquet(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "if (trailer.toString('latin1', 4) !== 'PAR1') throw new NotParquet('The file was cut off')",
    becomes: `if (trailer.toString('latin1', 4) !== 'PAR1') throw new NotParquet("")`,
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "if (start < 4) throw new NotParquet('The footer is longer than the file')",
    becomes: 'if (start < 4) throw new NotParquet("")',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const { min, max, exact = true, nulls = 0 }: Chunk = columns[column]!',
    becomes: 'const { min, max, exact = (false), nulls = 0 }: Chunk = columns[column]!',
    reason: 'The task leaves open what a bound is that does not say whether it is exact.',
  },
  {
    line: 'return bound !== undefined && bound !== null',
    becomes: 'return bound !== undefined && true',
    reason: 'A bound that is there has a value.',
  },
  {
    line: "return order < 0 === op.startsWith('<')",
    becomes: "return (order <= 0) === op.startsWith('<')",
    reason: 'Equal values are settled before.',
  },
] satisfies EquivalentMutants[]
