import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "const ACTIVE: JobRunState[] = ['STARTING', 'RUNNING', 'WAITING']",
    becomes: `const ACTIVE: JobRunState[] = ['STARTING', 'RUNNING', ""]`,
    reason: 'Where runs may wait, no start is refused.',
  },
  {
    line: 'const run = JobRuns?.find(fits)',
    becomes: 'const run = JobRuns.find(fits)',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: "signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })",
    becomes: [
      "signal?.addEventListener('abort', () => reject(signal.reason as Error), {})",
      "signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: (false) })",
    ],
    reason: 'A signal aborts once.',
  },
  {
    line: 'aborted.catch(() => {})',
    becomes: ';',
    reason: 'A box notes what rejects unheard and goes on; only a program of its own would end.',
  },
] satisfies EquivalentMutants[]
