/** The options of the grader that take no value; what follows any other one is its value. */
export const FLAGS = ['--fresh', '--keep', '--help', '-h', '--version']

/** Adds the example cohort to arguments of `grader grade` that name no submission. */
export function withExamples(args, examples) {
  const asksOnly = args.some((arg) => ['--help', '-h', '--version'].includes(arg))
  return asksOnly || hasPath(args) ? args : [...args, examples]
}

function hasPath(args) {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]
    if (arg === '--') return at + 1 < args.length
    if (!arg.startsWith('-')) return true
    if (!FLAGS.includes(arg) && !arg.includes('=')) at++
  }
  return false
}
