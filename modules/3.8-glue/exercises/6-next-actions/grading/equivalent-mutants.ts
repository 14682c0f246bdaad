import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "function isMet({ logical = 'AND', conditions = [] }: Trigger, news: HistoryEvent[]): boolean {",
    becomes: `function isMet({ logical = 'AND', conditions = ["Stryker was here"] }: Trigger, news: HistoryEvent[]): boolean {`,
    reason: 'The task leaves open what a trigger does that has no conditions.',
  },
  {
    line: "entry.event === 'ended' &&",
    becomes: 'true &&',
    reason: 'Only what ended was started by somebody.',
  },
  {
    line: "const events = news.filter((entry) => entry.event === 'arrived' && entry.trigger === name)",
    becomes: 'const events = news.filter((entry) => true && entry.trigger === name)',
    reason: 'After a trigger fired last, only its arrivals name it.',
  },
] satisfies EquivalentMutants[]
