import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'find-partitions.ts',
  services: ['Glue'],
  rubric: {
    'finds what each condition says': 2,
    'keeps the grouping of nested conditions': {
      points: 2,
      hint: 'Without parentheses, Glue reads another condition than the one that was meant.',
    },
    'takes quotes in texts for what they are': {
      points: 2,
      hint: 'What ends a text in an expression? What if the text itself holds it?',
    },
    'refuses keys that are no names': {
      points: 1,
      hint: 'Texts are not the only thing that comes from outside and goes into the expression.',
    },
    'writes numbers as numbers, and texts as texts': 1,
    'has Glue do the filtering': {
      points: 1,
      hint: 'More partitions came over the line than were wanted.',
    },
    'goes on after an empty page': {
      points: 2,
      hint: 'What tells that there is nothing more: a page without partitions, or something else?',
    },
    'asks for a page only when it is wanted': 1,
    'divides a list that is too long for one expression': {
      points: 2,
      hint: 'Each partition fits into one part of a divided list, unless a value stands in two.',
    },
    'reads segments at the same time, and yields each partition once': 1,
  },
  hints: [
    'Separate three jobs: compiling a predicate, reading the pages of one request, and merging several readers.',
    'Compile recursively, and put each part of an AND, OR or NOT in parentheses. One function writes every literal.',
    '`Segment: { SegmentNumber, TotalSegments }` goes into every call of a segment, with `NextToken` of its last page; `Promise.race` or `Promise.all` over one `next()` for each segment.',
  ],
  mutants: {
    'collects-first': ['asks for a page only when it is wanted'],
    'divides-lists-of-an-or': ['divides a list that is too long for one expression'],
    'divides-repeated-values': ['divides a list that is too long for one expression'],
    'doubles-the-first-quote': ['takes quotes in texts for what they are'],
    'drops-what-does-not-fit': ['divides a list that is too long for one expression'],
    'escapes-with-backslashes': ['takes quotes in texts for what they are'],
    'filters-here': {
      fails: [
        'refuses keys that are no names',
        'writes numbers as numbers, and texts as texts',
        'has Glue do the filtering',
        'divides a list that is too long for one expression',
        'reads segments at the same time, and yields each partition once',
      ],
      visibleTests: 'fail',
    },
    'forgets-parentheses': ['keeps the grouping of nested conditions'],
    'forgets-the-other-conditions': ['divides a list that is too long for one expression'],
    'ignores-segments': ['reads segments at the same time, and yields each partition once'],
    'leaves-quotes-alone': ['takes quotes in texts for what they are'],
    'quotes-numbers': ['writes numbers as numbers, and texts as texts'],
    'reads-ahead': ['asks for a page only when it is wanted'],
    'reads-one-page': {
      fails: [
        'goes on after an empty page',
        'asks for a page only when it is wanted',
        'divides a list that is too long for one expression',
        'reads segments at the same time, and yields each partition once',
      ],
      visibleTests: 'fail',
    },
    'reads-segments-in-turn': ['reads segments at the same time, and yields each partition once'],
    'sends-long-expressions': ['divides a list that is too long for one expression'],
    'stops-at-an-empty-page': ['goes on after an empty page'],
    'takes-digits-for-numbers': ['writes numbers as numbers, and texts as texts'],
    'takes-null-for-a-text': ['finds what each condition says'],
    'trusts-keys': ['refuses keys that are no names'],
  },
})
