import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'NoQuorum'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'reject(new NoQuorum(`${results.length} of ${needed} replicas answered`))',
    becomes: 'reject(new NoQuorum(``))',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'check()',
    becomes: ';',
    reason: 'Where there is no replica, nobody has failed: the task leaves it open.',
  },

  {
    line: 'if (results.length >= needed) resolve(results.slice(0, needed))',
    becomes: 'if (results.length >= needed) resolve(results)',
    reason: 'Answers reach a candidate one at a time, so there are never more than were needed.',
  },
] satisfies EquivalentMutants[]
