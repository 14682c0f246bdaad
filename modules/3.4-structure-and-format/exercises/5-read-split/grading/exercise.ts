import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'read-split.ts',
  rubric: {
    'cuts a file into splits': 1,
    'reads the lines of a file that is one split': 2,
    'gives each line to the split it starts in': {
      points: 4,
      hint: 'With some cut, a line was read twice or by nobody.',
    },
    'reads a line longer than a split once': {
      points: 2,
      hint: 'In some splits no line starts at all.',
    },
    'knows a border at which a line starts': {
      points: 2,
      hint: 'Whoever skips the first line of every split loses a line that begins exactly there.',
    },
    'takes CRLF for one end, and no end for one': {
      points: 1,
      hint: 'A border may lie between CR and LF.',
    },
    'decodes letters that were cut': {
      points: 1,
      hint: 'A piece may end within a letter.',
    },
    'reads little more than its share': {
      points: 1,
      hint: 'Somebody else is reading the rest of the file.',
    },
    'knows what can be split': 1,
  },
  hints: [
    'Each worker skips what began before its range and finishes what began in it, however far that goes.',
    'Begin one byte early. If that byte is a line feed, a line starts at the border, and the rule "skip up to the first line feed" is right in every case.',
    'Keep bytes, not text, until a line is complete; go on while the position at which the current line started is < end.',
  ],
  mutants: {
    'always-skips-the-first-line': [
      'gives each line to the split it starts in',
      'knows a border at which a line starts',
      'takes CRLF for one end, and no end for one',
      'reads little more than its share',
    ],
    'stops-at-the-end': {
      fails: [
        'gives each line to the split it starts in',
        'reads a line longer than a split once',
        'knows a border at which a line starts',
        'takes CRLF for one end, and no end for one',
        'decodes letters that were cut',
      ],
      visibleTests: 'fail',
    },
    'reads-the-line-at-the-border-too': [
      'gives each line to the split it starts in',
      'knows a border at which a line starts',
      'takes CRLF for one end, and no end for one',
      'reads little more than its share',
    ],
    'never-skips': {
      fails: [
        'gives each line to the split it starts in',
        'reads a line longer than a split once',
        'knows a border at which a line starts',
        'takes CRLF for one end, and no end for one',
        'decodes letters that were cut',
        'reads little more than its share',
      ],
      visibleTests: 'fail',
    },
    'forgets-the-last-line': [
      'reads a line longer than a split once',
      'takes CRLF for one end, and no end for one',
    ],
    'keeps-the-carriage-return': ['takes CRLF for one end, and no end for one'],
    'decodes-every-piece-alone': [
      'gives each line to the split it starts in',
      'decodes letters that were cut',
    ],
    'reads-to-the-end-of-the-file': ['reads little more than its share'],
    'drops-empty-lines': [
      'reads the lines of a file that is one split',
      'gives each line to the split it starts in',
      'knows a border at which a line starts',
    ],
    'judges-by-the-codec-only': ['knows what can be split'],
  },
})
