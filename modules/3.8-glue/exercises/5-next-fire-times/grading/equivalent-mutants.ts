import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'for (let midnight = start; midnight <= end && times.length < n; midnight += 86_400_000) {',
    becomes: [
      'for (let midnight = start; midnight <= end && true; midnight += 86_400_000) {',
      'for (let midnight = start; midnight <= end && (times.length <= n); midnight += 86_400_000) {',
    ],
    reason: 'Nothing is added where there are enough times.',
  },
  {
    line: 'const texts = /^cron\\((.*)\\)$/.exec(expression.trim())?.[1]?.trim().split(/\\s+/) ?? []',
    becomes: [
      'const texts = /^cron\\((.*)\\)$/.exec(expression.trim())?.[1].trim().split(/\\s+/) ?? []',
      'const texts = /^cron\\((.*)\\)$/.exec(expression.trim())?.[1]?.trim().split(/\\s+/) ?? ["Stryker was here"]',
    ],
    reason: 'What is no such expression has not six fields, either way.',
  },
  {
    line: 'const texts = /^cron\\((.*)\\)$/.exec(expression.trim())?.[1]?.trim().split(/\\s+/) ?? []',
    becomes: 'const texts = /^cron\\((.*)\\)$/.exec(expression)?.[1]?.trim().split(/\\s+/) ?? []',
    reason: 'The task leaves open whether blanks may stand around an expression.',
  },
  {
    line: "const [minutes = '', hours = '', dayOfMonth = '', months = '', dayOfWeek = '', years = ''] = texts",
    becomes: [
      `const [minutes = "Stryker was here!", hours = '', dayOfMonth = '', months = '', dayOfWeek = '', years = ''] = texts`,
      `const [minutes = '', hours = "Stryker was here!", dayOfMonth = '', months = '', dayOfWeek = '', years = ''] = texts`,
      `const [minutes = '', hours = '', dayOfMonth = "Stryker was here!", months = '', dayOfWeek = '', years = ''] = texts`,
      `const [minutes = '', hours = '', dayOfMonth = '', months = "Stryker was here!", dayOfWeek = '', years = ''] = texts`,
      `const [minutes = '', hours = '', dayOfMonth = '', months = '', dayOfWeek = "Stryker was here!", years = ''] = texts`,
      `const [minutes = '', hours = '', dayOfMonth = '', months = '', dayOfWeek = '', years = "Stryker was here!"] = texts`,
    ],
    reason: 'There are six fields by then.',
  },
  {
    line: "if (dayOfMonth === '?' && dayOfWeek === '?') fail('Day-of-week', '?')",
    becomes: [
      "if (false) fail('Day-of-week', '?')",
      `if (dayOfMonth === "" && dayOfWeek === '?') fail('Day-of-week', '?')`,
      `if (dayOfMonth === '?' && dayOfWeek === "") fail('Day-of-week', '?')`,
      `if (dayOfMonth === '?' && dayOfWeek === '?') fail('Day-of-week', "")`,
    ],
    reason: 'A `?` is no weekday, and is refused as such.',
  },
  {
    line: 'if (wanted > last || weekday === 1 || weekday === 7) return false',
    becomes: [
      'if (wanted > last || false || weekday === 7) return false',
      'if (wanted > last || weekday === 1 || false) return false',
    ],
    reason: 'The days below are no Saturdays and Sundays, by themselves.',
  },
  {
    line: "const [, name = '', nth] = special",
    becomes: 'const [, name = "Stryker was here!", nth] = special',
    reason: 'The pattern has found a name.',
  },
  {
    line: "const [, star, low = '', high, step] = groups",
    becomes: 'const [, star, low = "Stryker was here!", high, step] = groups',
    reason: 'A star has no lowest value.',
  },
] satisfies EquivalentMutants[]
