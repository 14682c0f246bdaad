import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'const KeyMarker = page.NextKeyMarker === undefined ? undefined : decode(page.NextKeyMarker)',
    becomes: 'const KeyMarker = false ? undefined : decode(page.NextKeyMarker)',
    reason: 'Only the last page has no marker, and after it nothing is asked for.',
  },
] satisfies EquivalentMutants[]
