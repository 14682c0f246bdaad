import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'query-by-guid.ts',
  services: ['DynamoDB'],
  rubric: {
    'returns the record under the guid': 1,
    'reads one item, in one request': {
      points: 1,
      hint: 'To find one record, how many did DynamoDB have to read?',
    },
    'resolves to undefined where there is no record': {
      points: 1,
      hint: 'DynamoDB answers, but its answer has no Item.',
    },
    'writes one structured line before it asks': {
      points: 2,
      hint: 'Message and fields are two things, and the line has to be there when the request fails, too.',
    },
    'refuses a malformed guid before it asks': {
      points: 1,
      hint: 'A text that only contains a guid is not one.',
    },
    'keeps attributes it does not know': {
      points: 1,
      hint: 'The record came back with less than what is stored.',
    },
    'refuses an item that is not a police department': {
      points: 2,
      hint: 'A cast tells TypeScript what an item is. It does not look.',
    },
    'lets throttling through': {
      points: 1,
      hint: '"There is no such record" and "I could not find out" are different answers.',
    },
  },
  hints: [
    'Four steps, in this order: look at the guid, write the line, ask, look at what came back.',
    'Anchor your pattern at both ends. After the request there are three cases: no item, an item that is whole, an item that is not.',
    "`new GetCommand({ TableName, Key: { guid } })`; its output's `Item` is undefined where there is none. `typeof` tells whether an attribute is text.",
  ],
  mutants: {
    'scans-and-filters': { fails: ['reads one item, in one request'], visibleTests: 'fail' },
    'expects-an-item': ['resolves to undefined where there is no record'],
    'logs-by-concatenation': ['writes one structured line before it asks'],
    'logs-after-the-answer': ['writes one structured line before it asks'],
    'forgets-the-anchors': ['refuses a malformed guid before it asks'],
    'picks-three-attributes': ['keeps attributes it does not know'],
    'trusts-the-item': ['refuses an item that is not a police department'],
    'swallows-errors': ['lets throttling through'],
  },
})
