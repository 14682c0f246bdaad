import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'recover.ts',
  rubric: {
    'redoes what was committed, once': {
      points: 4,
      hint: 'A page tells by its LSN what it has already.',
    },
    'undoes what was not, backwards': {
      points: 4,
      hint: 'The last change has to be taken back first.',
    },
    'tells interleaved transactions apart': {
      points: 3,
      hint: 'Two transactions wrote in turns; one committed.',
    },
    'leaves aborted transactions as they ended': {
      points: 2,
      hint: 'An abort has undone its updates before the machine stopped.',
    },
    'starts at the last checkpoint, and undoes beyond it': {
      points: 3,
      hint: 'A checkpoint saves redoing. It ends no transaction.',
    },
    'ignores a last record that was being written': {
      points: 2,
      hint: 'The end of the log may be half a record.',
    },
    'refuses a log that is damaged in the middle': {
      points: 1,
      hint: 'Whoever stops quietly at the first bad record forgets what was committed after it.',
    },
    'recovers from its own result': {
      points: 1,
      hint: 'The machine may stop again while you recover.',
    },
  },
  hints: [
    'Three passes: read the log, redo forwards everything that is missing, undo backwards everything of transactions without an end.',
    'Redo does not ask who committed: it repeats history. Undo then takes back the losers, newest first, so that the oldest "before" remains.',
    '`page.lsn >= record.lsn` means that it is there already. `findLastIndex` finds the checkpoint after which redo starts, and `toReversed()` gives the order of undo.',
  ],
  mutants: {
    'redoes-everything': [
      'redoes what was committed, once',
      'undoes what was not, backwards',
      'tells interleaved transactions apart',
      'leaves aborted transactions as they ended',
      'recovers from its own result',
    ],
    'redoes-the-committed-only': [
      'undoes what was not, backwards',
      'tells interleaved transactions apart',
    ],
    'undoes-forwards': [
      'undoes what was not, backwards',
      'tells interleaved transactions apart',
      'recovers from its own result',
    ],
    'undoes-since-the-checkpoint': ['starts at the last checkpoint, and undoes beyond it'],
    'undoes-the-aborted-again': ['leaves aborted transactions as they ended'],
    'ignores-checkpoints': ['starts at the last checkpoint, and undoes beyond it'],
    'trusts-the-last-record': ['ignores a last record that was being written'],
    'stops-at-damage': ['refuses a log that is damaged in the middle'],
    'sets-the-pages-back': ['undoes what was not, backwards', 'recovers from its own result'],
    'takes-one-commit-for-all': [
      'tells interleaved transactions apart',
      'starts at the last checkpoint, and undoes beyond it',
      'recovers from its own result',
    ],
  },
})
