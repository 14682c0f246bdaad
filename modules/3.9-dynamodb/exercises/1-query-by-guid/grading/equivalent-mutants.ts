import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'InvalidRecord'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'if (!GUID.test(guid)) throw new TypeError(`"${guid}" is not a guid`)',
    becomes: 'if (!GUID.test(guid)) throw new TypeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (!isPoliceDepartment(Item)) throw new InvalidRecord(`"${guid}" is no police department`)',
    becomes: 'if (!isPoliceDepartment(Item)) throw new InvalidRecord(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
