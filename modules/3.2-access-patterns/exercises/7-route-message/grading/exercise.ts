import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'route-message.ts',
  rubric: {
    'lets # match all levels below, but not the parent': {
      points: 1,
      hint: 'AWS and the MQTT standard disagree about one topic. The task says which.',
    },
    'lets + match exactly one level, also an empty one': 1,
    'keeps leading wildcards away from reserved topics': 1,
    'compares everything else exactly': 1,
    'refuses filters with misplaced wildcards': 1,
    'selects members, functions and everything': 1,
    'leaves out what is missing': {
      points: 1,
      hint: 'Does a message have what every JavaScript object inherits?',
    },
    'compares numbers, texts and booleans': 1,
    'never finds a comparison with something missing true': {
      points: 1,
      hint: 'A member that is not there is not different from 7 either.',
    },
    'finds different types unequal, and in no order': 1,
    'takes AND before OR, and only outside of texts': 1,
    'refuses rules that it cannot read before it acts': 1,
    'hands the message to every enabled rule that matches, in order': 1,
    'goes on after an action that fails, and reports all of them once': 1,
    'reports a payload that is no JSON object, and survives a failing report': 1,
  },
  hints: [
    'Split both filter and topic at the slashes and compare level by level; only the end of the filter needs thought.',
    'Cut the SQL into tokens first (texts, numbers, names, signs), and parse them with one function for each thing: query, column, condition, literal.',
    'A condition is `(message) => boolean`; WHERE is a list (OR) of lists (AND) of them. Read members with `Object.hasOwn`, and return `false` as soon as the value is `undefined`.',
  ],
  mutants: {
    'acts-before-it-reads': ['refuses rules that it cannot read before it acts'],
    'converts-types': ['finds different types unequal, and in no order'],
    'counts-levels-from-zero': {
      fails: ['selects members, functions and everything', 'compares numbers, texts and booleans'],
      visibleTests: 'fail',
    },
    'differs-from-missing': ['never finds a comparison with something missing true'],
    'hides-dollars-everywhere': ['keeps leading wildcards away from reserved topics'],
    'ignores-case': ['compares everything else exactly'],
    'keeps-doubled-quotes': ['compares numbers, texts and booleans'],
    'keeps-the-whole-path': ['selects members, functions and everything'],
    'matches-by-pattern': [
      'keeps leading wildcards away from reserved topics',
      'compares everything else exactly',
    ],
    'matches-the-parent': ['lets # match all levels below, but not the parent'],
    'needs-something-for-plus': ['lets + match exactly one level, also an empty one'],
    'opens-reserved-topics': ['keeps leading wildcards away from reserved topics'],
    'passes-disabled-rules': ['hands the message to every enabled rule that matches, in order'],
    'reads-from-left-to-right': ['takes AND before OR, and only outside of texts'],
    'reads-inherited-members': ['leaves out what is missing'],
    'stops-at-the-first-failure': [
      'goes on after an action that fails, and reports all of them once',
    ],
    'takes-any-filter': ['refuses filters with misplaced wildcards'],
    'throws-on-bad-payloads': [
      'reports a payload that is no JSON object, and survives a failing report',
    ],
  },
})
