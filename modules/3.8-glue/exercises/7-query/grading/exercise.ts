import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'query.ts',
  rubric: {
    'reads every page and skips one header': {
      points: 2,
      hint: 'Column names stand on one page only, and a page can be empty.',
    },
    'takes every row of other statements for data': 1,
    'gives columns their types': {
      points: 2,
      hint: 'Athena sends texts. What is missing, what is empty, and what does not fit into a number?',
    },
    'waits for the end, looking every half second': 1,
    'says how and why a query ended badly': 1,
    'starts a query once, however often it tries': {
      points: 1,
      hint: 'A token that changes protects nothing.',
    },
    'reads no page that nobody wants': 1,
    'stops the query when its signal aborts': {
      points: 1,
      hint: 'A query that nobody waits for is still paid for.',
    },
  },
  hints: [
    'Start, wait, read: three steps, and only the third one yields.',
    'Make the token before the first attempt. Count the header once, outside of the loop over pages.',
    '`for (;;) { page = await getQueryResults({ QueryExecutionId, NextToken }); for (row of rows) yield …; if (!page.NextToken) return }`; `VarCharValue === undefined` → null; `BigInt(text)` for bigint.',
  ],
  mutants: {
    'skips-a-row-of-every-page': ['reads every page and skips one header'],
    'reads-the-first-page': ['reads every page and skips one header'],
    'skips-a-header-always': ['takes every row of other statements for data'],
    'leaves-everything-text': {
      fails: [
        'reads every page and skips one header',
        'gives columns their types',
        'reads no page that nobody wants',
      ],
      visibleTests: 'fail',
    },
    'rounds-ids': { fails: ['gives columns their types'], visibleTests: 'fail' },
    'makes-nothing-empty': { fails: ['gives columns their types'], visibleTests: 'fail' },
    'takes-empty-for-nothing': ['gives columns their types'],
    'waits-a-second': ['waits for the end, looking every half second'],
    'knows-only-failed': ['says how and why a query ended badly'],
    'makes-a-token-each-time': ['starts a query once, however often it tries'],
    'collects-all-pages-first': ['reads no page that nobody wants'],
    'just-goes-away': ['stops the query when its signal aborts'],
  },
})
