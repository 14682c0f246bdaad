import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'for (let step = 0; step < degree && level.size > 0; step++) {',
    becomes: [
      'for (let step = 0; step < degree && true; step++) {',
      'for (let step = 0; step < degree && (level.size >= 0); step++) {',
    ],
    reason: 'A level without anybody is followed by one without anybody.',
  },
] satisfies EquivalentMutants[]
