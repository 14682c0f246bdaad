/**
 * What the strongest isolation promises, and the sentence that a report prints where a promise is
 * missing. `full` makes all of them.
 */
export const GUARANTEES = {
  files:
    'Only the permission model of Node keeps the box from the files of this machine, and it lets Unix sockets through and follows symbolic links (no mount namespace)',
  network: 'The box can open network connections and listen for them (no network namespace)',
  signals: 'The box can send signals to other processes of the same user (no process namespace)',
  syscalls: 'The whole system-call interface of the kernel is open to the box (no seccomp filter)',
  descendants: 'A process that the box manages to detach can outlive it (no process namespace)',
  orphans:
    'When the grader itself is killed, a busy box lives on until its CPU time is spent (no parent-death signal)',
  user: 'The box runs as root (setpriv is missing, or the user "nobody" cannot read the grader)',
  privileges: 'Setuid programs would keep their rights in the box (no_new_privs is not set)',
  limits: 'The kernel limits neither the CPU time nor the files of the box (no resource limits)',
  allocations:
    'Memory outside the JavaScript heap can pass its limit between two samples (no data limit)',
  memory: 'Memory outside the JavaScript heap is not limited, nor is CPU time (no sampling)',
} as const

/** One promise of an isolation tier. */
export type Guarantee = keyof typeof GUARANTEES

/** The sentences for what is missing, in the order of the table. */
export function lacksOf(guarantees: ReadonlySet<Guarantee>): string[] {
  return (Object.keys(GUARANTEES) as Guarantee[])
    .filter((guarantee) => !guarantees.has(guarantee))
    .map((guarantee) => GUARANTEES[guarantee])
}
