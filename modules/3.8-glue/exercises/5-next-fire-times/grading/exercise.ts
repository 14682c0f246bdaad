import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'next-fire-times.ts',
  rubric: {
    'reads lists, ranges and steps': {
      points: 2,
      hint: 'Values can be given in any order and twice; times come in order and once.',
    },
    'counts months and weekdays as AWS does': {
      points: 2,
      hint: 'JavaScript counts both from 0. AWS does not.',
    },
    'works in UTC, after the moment it is asked for': {
      points: 2,
      hint: 'Which methods of Date look at the time zone of the machine?',
    },
    'leaves months out that lack the day': {
      points: 2,
      hint: 'Date makes 1 March of 29 February. And 2100 is no leap year.',
    },
    'knows the last day and the last Friday': 2,
    'knows the weekday nearest to a day': {
      points: 2,
      hint: 'The nearest weekday never lies in another month.',
    },
    'knows the first Monday, and the fifth': 1,
    'ends with its years': {
      points: 1,
      hint: 'A schedule can be over, or never be due.',
    },
    'refuses what is no schedule, and says where': {
      points: 1,
      hint: 'Exactly one day field is "?". Which of the two does your message name?',
    },
  },
  hints: [
    'Read the fields into sets of numbers first; only the two day fields need more, a question asked of a day.',
    'Go from day to day at midnight UTC, in steps of 86,400,000 ms, and make times only on days that are due.',
    '`Math.ceil(date / 7)` is the n of `#n`; `date > last - 7` the L of `6L`; `15W`: Saturday → one less (the 1st: the 3rd), Sunday → one more (the last: two less). Both day fields wrong: say Day-of-week.',
  ],
  mutants: {
    'counts-sunday-as-0': [
      'counts months and weekdays as AWS does',
      'knows the last day and the last Friday',
      'knows the first Monday, and the fifth',
      'refuses what is no schedule, and says where',
    ],
    'counts-months-from-0': [
      'counts months and weekdays as AWS does',
      'works in UTC, after the moment it is asked for',
      'leaves months out that lack the day',
      'knows the weekday nearest to a day',
      'ends with its years',
    ],
    'works-in-local-time': {
      fails: [
        'reads lists, ranges and steps',
        'counts months and weekdays as AWS does',
        'works in UTC, after the moment it is asked for',
        'leaves months out that lack the day',
        'knows the last day and the last Friday',
        'knows the weekday nearest to a day',
        'knows the first Monday, and the fifth',
        'ends with its years',
      ],
      visibleTests: 'fail',
    },
    'includes-the-moment-itself': {
      fails: [
        'reads lists, ranges and steps',
        'works in UTC, after the moment it is asked for',
        'knows the last day and the last Friday',
      ],
      visibleTests: 'fail',
    },
    'keeps-the-order-of-the-list': ['reads lists, ranges and steps'],
    'has-thirty-days-in-every-month': [
      'knows the last day and the last Friday',
      'knows the weekday nearest to a day',
    ],
    'crosses-the-end-of-the-month': ['knows the weekday nearest to a day'],
    'counts-weeks-from-sunday': ['knows the first Monday, and the fifth'],
    'takes-a-star-for-both-days': ['refuses what is no schedule, and says where'],
    'reads-five-fields': ['refuses what is no schedule, and says where'],
    'gives-up-after-ten-years': ['ends with its years'],
  },
})
