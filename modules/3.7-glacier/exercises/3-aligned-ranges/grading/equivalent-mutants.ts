import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'return others.length === 0 && only!.first === first && only!.last === last',
    becomes: 'return true && only!.first === first && only!.last === last',
    reason: 'Where there are several ranges, the first one does not end where the last one does.',
  },
  {
    line: 'throw new RangeError(`An archive of ${size} bytes has no bytes ${first} to ${last}`)',
    becomes: 'throw new RangeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
