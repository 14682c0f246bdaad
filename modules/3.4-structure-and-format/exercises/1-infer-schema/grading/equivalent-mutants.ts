import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'const DAY = /^\\d{4}-\\d\\d-\\d\\d$/',
    becomes: 'const DAY = /^\\d{4}-\\d\\d-\\d\\d/',
    reason: 'What goes on after a day is no day that `Date` reads.',
  },
  {
    line: 'known.digits = Math.max(known.digits, /^-?(\\d*)/.exec(text)![1]!.length)',
    becomes: 'known.digits = Math.max(known.digits, /-?(\\d*)/.exec(text)![1]!.length)',
    reason:
      'The pattern finds the same digits: it begins at the start, where perhaps nothing stands.',
  },
  {
    line: 'if (number && !/^-[0.]+$/.test(text)) {',
    becomes: 'if (number && !/-[0.]+$/.test(text)) {',
    reason: 'A number has its sign in front only.',
  },
  {
    line: "yield `timestamp:${time[2]}${time[3]?.length ?? 0}${time[4] ?? ''}`",
    becomes: 'yield `timestamp:${time[2]}${time[3]?.length ?? 0}${time[4] ?? "Stryker was here!"}`',
    reason: 'Any text serves for no offset, as long as no offset has it.',
  },
] satisfies EquivalentMutants[]
