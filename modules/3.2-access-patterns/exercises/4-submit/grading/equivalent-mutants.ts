import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'UsageError'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'throw new UsageError(`Unknown option: "${name}"`)',
    becomes: 'throw new UsageError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (value === undefined) throw new UsageError(`The option "${name}" needs a value`)',
    becomes: 'if (value === undefined) throw new UsageError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'throw new UsageError(`The option "${name}" must be a number from ${min} to ${max}: "${text}"`)',
    becomes: 'throw new UsageError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: '...(attempts > 1',
    becomes: ['...(true', '...((attempts >= 1)'],
    reason: 'One attempt is what there is without a strategy.',
  },
  {
    line: 'if (!/^[A-Za-z0-9][\\w-]{0,127}$/.test(name)) throw new UsageError(`Not a job name: "${name}"`)',
    becomes: 'if (!/^[A-Za-z0-9][\\w-]{0,127}$/.test(name)) throw new UsageError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const open = ids.filter((id) => !ended.has(id))',
    becomes: 'const open = ids',
    reason: 'Asking for jobs again that have ended changes nothing.',
  },
  {
    line: 'for (const job of answer.jobs ?? []) if (hasEnded(job)) ended.set(job.jobId!, job)',
    becomes:
      'for (const job of answer.jobs ?? ["Stryker was here"]) if (hasEnded(job)) ended.set(job.jobId!, job)',
    reason: 'Batch always answers with it; only the type allows for less.',
  },
] satisfies EquivalentMutants[]
