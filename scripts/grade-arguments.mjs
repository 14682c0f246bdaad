import path from 'node:path'

/** The options of the grader that take no value; what follows any other one is its value. */
export const FLAGS = ['--fresh', '--keep', '--help', '-h', '--version']

/**
 * Arguments of `grader grade` that name no submission mean the example cohort below `root`: with
 * its roster, and with reports in the folder `reports`, where the arguments do not say otherwise.
 */
export function withExamples(args, root) {
  const asksOnly = args.some((arg) => ['--help', '-h', '--version'].includes(arg))
  if (asksOnly || hasPath(args)) return args
  const says = (option) => args.some((arg) => arg === option || arg.startsWith(`${option}=`))
  const file = (name) => path.join(root, 'reports', name)
  const reports = ['text', `json=${file('grades.json')}`, `csv=${file('grades.csv')}`]
  return [
    ...(says('--roster') ? [] : ['--roster', path.join(root, 'examples/roster.csv')]),
    ...(says('--report') ? [] : reports.flatMap((report) => ['--report', report])),
    ...args,
    path.join(root, 'examples'),
  ]
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
