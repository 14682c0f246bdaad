import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'aligned-ranges.ts',
  rubric: {
    'accepts exactly the nodes of trees whose leaves are a power of two': {
      points: 3,
      hint: 'Not every range of 2, 4 or 8 MiB is a node: where may one begin?',
    },
    'accepts exactly the nodes of any other tree': {
      points: 3,
      hint: 'Draw the tree over seven leaves. Which node holds the last three?',
    },
    'accepts an edge inside a mebibyte only at the end of the archive': {
      points: 2,
      hint: 'The last leaf may be short. Which bytes are then the last of a node?',
    },
    'covers a range with the fewest nodes': {
      points: 3,
      hint: 'Some of the ranges together were a node, or a range was none.',
    },
    'widens a range to whole leaves and no further': {
      points: 2,
      hint: 'Bytes wanted were missing, or a MiB came that nobody asked for, or bytes behind the end.',
    },
    'judges ranges of the largest archive': 1,
    'refuses what is no range of the archive': 1,
  },
  hints: [
    'Count in leaves first: turn bytes into the number of the first leaf and of the leaf behind the last.',
    'You need no tree, only a way down: over n leaves, the left child has the largest power of two below n, the right child the rest.',
    '`visit(node)`: if node and range do not meet, nothing; if the range holds the node, the node; else both children, one after the other. Aligned is a range whose cover is itself.',
  ],
  mutants: {
    'looks-at-the-length': {
      fails: [
        'accepts exactly the nodes of trees whose leaves are a power of two',
        'accepts exactly the nodes of any other tree',
        'accepts an edge inside a mebibyte only at the end of the archive',
        'judges ranges of the largest archive',
      ],
      visibleTests: 'fail',
    },
    'forgets-promoted-nodes': [
      'accepts exactly the nodes of any other tree',
      'accepts an edge inside a mebibyte only at the end of the archive',
      'covers a range with the fewest nodes',
      'judges ranges of the largest archive',
    ],
    'takes-megabyte-alignment-for-enough': {
      fails: [
        'accepts exactly the nodes of trees whose leaves are a power of two',
        'accepts exactly the nodes of any other tree',
        'judges ranges of the largest archive',
      ],
      visibleTests: 'fail',
    },
    'takes-the-last-byte-for-excluded': {
      fails: [
        'accepts exactly the nodes of trees whose leaves are a power of two',
        'accepts exactly the nodes of any other tree',
        'accepts an edge inside a mebibyte only at the end of the archive',
        'covers a range with the fewest nodes',
        'widens a range to whole leaves and no further',
        'judges ranges of the largest archive',
        'refuses what is no range of the archive',
      ],
      visibleTests: 'fail',
    },
    'splits-in-the-middle': [
      'accepts exactly the nodes of any other tree',
      'covers a range with the fewest nodes',
      'judges ranges of the largest archive',
    ],
    'covers-leaf-by-leaf': ['covers a range with the fewest nodes'],
    'goes-behind-the-end': [
      'accepts an edge inside a mebibyte only at the end of the archive',
      'covers a range with the fewest nodes',
      'widens a range to whole leaves and no further',
    ],
    'loses-the-cut-leaf': ['widens a range to whole leaves and no further'],
    'takes-the-nearest-node-above': ['covers a range with the fewest nodes'],
    'shifts-bits': ['judges ranges of the largest archive'],
    'answers-false-for-nonsense': ['refuses what is no range of the archive'],
  },
})
