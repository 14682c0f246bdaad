import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'BadValue'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'return /^-?\\d+$/.test(text) && value === (value | 0) ? value : undefined',
    becomes: [
      'return /-?\\d+$/.test(text) && value === (value | 0) ? value : undefined',
      'return /^-?\\d+/.test(text) && value === (value | 0) ? value : undefined',
    ],
    reason: 'The task leaves open whether an `int` can hold `5.0` and `+5`.',
  },
  {
    line: 'const ms = /^\\d{4}-\\d\\d-\\d\\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN',
    becomes:
      'const ms = /^\\d{4}-\\d\\d-\\d\\d/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN',
    reason: 'What goes on after a day is no day that `Date` reads.',
  },
  {
    line: 'const ms = /^\\d{4}-\\d\\d-\\d\\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN',
    becomes:
      'const ms = /\\d{4}-\\d\\d-\\d\\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN',
    reason: 'The task leaves open whether a day may have the long year of ISO 8601, `+012013`.',
  },
  {
    line: "const [, day = '', time, fraction = '', zone = 'Z'] = TIMESTAMP.exec(text) ?? []",
    becomes: [
      `const [, day = "Stryker was here!", time, fraction = '', zone = 'Z'] = TIMESTAMP.exec(text) ?? []`,
      `const [, day = '', time, fraction = '', zone = 'Z'] = TIMESTAMP.exec(text) ?? ["Stryker was here"]`,
    ],
    reason: 'No day is called that, so the text is refused all the same.',
  },
  {
    line: 'if (one === null || other === null) return Number(one === null) - Number(other === null)',
    becomes: [
      'if (one === null || other === null) return Number(false) - Number(other === null)',
      'if (one === null || other === null) return Number(one === null) - Number(true)',
    ],
    reason: 'A stable sort asks only whether a later value goes before an earlier one.',
  },
  {
    line: 'return one < other ? -1 : one > other ? 1 : 0',
    becomes: [
      'return one < other ? -1 : true ? 1 : 0',
      'return one < other ? -1 : false ? 1 : 0',
      'return one < other ? -1 : (one >= other) ? 1 : 0',
      'return one < other ? -1 : (one <= other) ? 1 : 0',
    ],
    reason: 'A stable sort asks only whether a later value goes before an earlier one.',
  },
] satisfies EquivalentMutants[]
