import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'apply-mapping.ts',
  rubric: {
    'reads and builds nested fields': {
      points: 2,
      hint: 'Two targets may share an object, and a parent may be no object at all.',
    },
    'takes a name in backticks for one name': {
      points: 2,
      hint: 'Dots between backticks separate nothing, in targets either.',
    },
    'keeps only what is mapped, as often as it is mapped': {
      points: 1,
      hint: 'Start from nothing, not from the row.',
    },
    'casts what can be cast': 2,
    'sets rows aside that would lose something': {
      points: 3,
      hint: 'Number() has an opinion about empty texts, and every failing mapping has an error of its own.',
    },
    'does not believe a value of another type': {
      points: 1,
      hint: 'The mapping says what type the source has. Catalogs can be wrong.',
    },
    'keeps long numbers exact': {
      points: 2,
      hint: 'A long that was a number on the way is a rounded one.',
    },
    'resolves choices': 1,
    'leaves nothing as nothing': {
      points: 1,
      hint: 'There are fields that every object inherits.',
    },
  },
  hints: [
    'Three functions: read a path, cast a value or say that it fails, write a path.',
    'Split paths with one pattern: something in backticks, or something without dots.',
    '`/`([^`]*)`|[^.`]+/g` splits; `Object.hasOwn` reads; whole numbers go through BigInt and are compared with `BigInt.asIntN(32 | 64, value)`; texts are matched before `Number` sees them.',
  ],
  mutants: {
    'spreads-the-row': {
      fails: [
        'reads and builds nested fields',
        'takes a name in backticks for one name',
        'keeps only what is mapped, as often as it is mapped',
        'leaves nothing as nothing',
      ],
      visibleTests: 'fail',
    },
    'replaces-the-object-beside': ['reads and builds nested fields'],
    'splits-at-every-dot': ['takes a name in backticks for one name'],
    'trusts-number': ['sets rows aside that would lose something'],
    'casts-to-null': {
      fails: [
        'sets rows aside that would lose something',
        'does not believe a value of another type',
        'keeps long numbers exact',
        'resolves choices',
      ],
      visibleTests: 'fail',
    },
    'stops-at-the-first-error': ['sets rows aside that would lose something'],
    'keeps-the-rest-of-the-row': {
      fails: [
        'sets rows aside that would lose something',
        'does not believe a value of another type',
        'keeps long numbers exact',
        'resolves choices',
      ],
      visibleTests: 'fail',
    },
    'believes-the-catalog': ['does not believe a value of another type', 'resolves choices'],
    'goes-through-number': ['keeps long numbers exact'],
    'wraps-around': ['sets rows aside that would lose something', 'keeps long numbers exact'],
    'reads-what-is-inherited': ['leaves nothing as nothing'],
    'casts-null': ['leaves nothing as nothing'],
    'takes-the-first-choice': ['resolves choices'],
  },
})
