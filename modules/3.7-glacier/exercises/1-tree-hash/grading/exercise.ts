import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'tree-hash.ts',
  rubric: {
    'takes content of up to one mebibyte for one leaf': {
      points: 4,
      hint: 'Try no content, one byte, exactly 1,048,576 bytes and one less.',
    },
    'begins the second leaf behind the first mebibyte': {
      points: 4,
      hint: 'The last leaf has as many bytes as are left, and a leaf without bytes is none.',
    },
    'joins neighbours level by level': {
      points: 4,
      hint: 'What is hashed is 64 raw bytes. Which two nodes are neighbours on the second level?',
    },
    'promotes a node that has no neighbour': {
      points: 4,
      hint: 'Draw the tree over five leaves. What becomes of the fifth?',
    },
    'does not care how the content is cut into chunks': {
      points: 4,
      hint: 'A chunk may hold several leaves, a part of one, or nothing.',
    },
  },
  hints: [
    'Two jobs: cutting chunks into leaves, and building a tree over their digests. Do one after the other.',
    'For the first, keep a hash under way and count the bytes it still has room for. For the second, a list of digests that halves on every level.',
    '`createHash("sha256")`, `update(chunk.subarray(from, to))`, `digest()` without an encoding, `Buffer.concat([left, right])`. With a stack of `{ digest, level }`, merge the two on top while their levels are equal; at the end, from the top down.',
  ],
  mutants: {
    'hashes-the-whole': {
      fails: [
        'begins the second leaf behind the first mebibyte',
        'joins neighbours level by level',
        'promotes a node that has no neighbour',
        'does not care how the content is cut into chunks',
      ],
      visibleTests: 'fail',
    },
    'duplicates-the-last-node': ['promotes a node that has no neighbour'],
    'joins-hex-texts': {
      fails: [
        'begins the second leaf behind the first mebibyte',
        'joins neighbours level by level',
        'promotes a node that has no neighbour',
        'does not care how the content is cut into chunks',
      ],
      visibleTests: 'fail',
    },
    'takes-chunks-for-leaves': [
      'begins the second leaf behind the first mebibyte',
      'does not care how the content is cut into chunks',
    ],
    'pads-the-last-leaf': {
      fails: [
        'takes content of up to one mebibyte for one leaf',
        'begins the second leaf behind the first mebibyte',
        'promotes a node that has no neighbour',
        'does not care how the content is cut into chunks',
      ],
      visibleTests: 'fail',
    },
    'takes-a-megabyte-for-a-million': {
      fails: [
        'takes content of up to one mebibyte for one leaf',
        'begins the second leaf behind the first mebibyte',
        'joins neighbours level by level',
        'promotes a node that has no neighbour',
        'does not care how the content is cut into chunks',
      ],
      visibleTests: 'fail',
    },
    'joins-as-it-goes': [
      'joins neighbours level by level',
      'promotes a node that has no neighbour',
    ],
    'ends-with-an-empty-leaf': {
      fails: [
        'takes content of up to one mebibyte for one leaf',
        'joins neighbours level by level',
        'promotes a node that has no neighbour',
      ],
      visibleTests: 'fail',
    },
  },
})
