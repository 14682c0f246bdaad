/** The grader's version, as reports name it. */
export const VERSION = '0.1.0'

/** Every option of every command. */
export const OPTIONS = {
  only: { type: 'string', multiple: true },
  target: { type: 'string', default: 'mock' },
  report: { type: 'string', multiple: true },
  audience: { type: 'string' },
  roster: { type: 'string' },
  seed: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  jobs: { type: 'string' },
  deadline: { type: 'string', default: '60' },
  'min-tier': { type: 'string' },
  'fail-under': { type: 'string' },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const

/** What `--help` prints. */
export const HELP = `Usage:
  grader <command> [options]

Commands:
  grade [path]...      Grade submissions: folders, archives (.zip, .tar.gz), single files,
                       or a folder of them; without a path, the working tree itself
  watch <id>           Grade one exercise of the working tree again on every save
  verify               Prove that the exercises grade fairly: stub, solutions, mutants
  list                 Show sections and exercises, with their points
  handout <dir>        Write what students receive, and nothing else
  new <id> <slug>      Start an exercise; verify then names, file by file, what is not written

Options:
  --only <id>          Only this section or exercise, as in 3.9 or 3.9.1; may be repeated
  --target <target>    mock | localstack (default mock); localstack is the endpoint in
                       AWS_ENDPOINT_URL, as of LocalStack or moto
  --report <format>    text | json | junit | csv | markdown | github | classroom50 (default
                       text); format=file writes a file instead; may be repeated
  --audience <who>     student | instructor (default instructor; of watch, student): students
                       see hints, never inputs of hidden checks
  --roster <file>      CSV that maps submissions to students
  --seed <n>           Replay the random data of an earlier run (default: this checkout's own)
  --fresh              Grade again what was graded before
  --jobs <n>           Submissions graded at the same time (default: the cores of the machine)
  --deadline <s>       Seconds one exercise may take (default 60)
  --min-tier <tier>    full | partial | minimal: refuse to grade with less isolation
  --fail-under <n>     Exit with 4 when a submission earns less than n percent
  --keep               Say where the results of this run are kept for the next one
  --help, --version

Exit codes:
  0  done, whatever the grades are
  2  the command was wrong; nothing was graded
  3  something is ungraded: the grader failed there, nobody loses points for it
  4  a submission is below --fail-under
  5  verify found an exercise that does not grade fairly

Examples:
  # What does Ada's work earn?
  grader grade submissions/ada

  # The whole cohort, for the gradebook and for CI
  grader grade submissions --roster roster.csv --report csv=grades.csv --report junit=grades.xml

  # Only the DynamoDB section, on moto
  AWS_ENDPOINT_URL=http://127.0.0.1:5000 grader grade examples --only 3.9 --target localstack

  # Does the S3 section still catch what it should?
  grader verify --only 3.6

  # One more exercise for the DynamoDB section
  grader new 3.9.8 claim-badge
`
