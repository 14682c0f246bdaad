import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { BoxSupply } from '../box/box-supply.ts'
import { print } from '../commands/print.ts'
import type { CommandWorld } from '../commands/run-command.ts'
import { cacheOf, jobsOf, wholeNumber } from '../commands/settings.ts'
import { writeWhole } from '../commands/write-whole.ts'
import { exercisesOf, loadCourse } from '../course.ts'
import { GraderError } from '../grader-error.ts'
import { commonPackages } from '../taught-packages.ts'
import { problemLines } from '../verify/problem.ts'
import { mutateExercise, type MutationScore } from './mutate-exercise.ts'
import { openResults } from './mutant-results.ts'
import { rowOf, scoreTable } from './table.ts'

const HELP = `Usage:
  pnpm mutate [options]

Makes small mechanical mistakes in the reference solutions, one at a time, runs the hidden checks
against each, and shows those that no check tells apart. Writes the score of what it ran into
MUTATION.md. A run that was stopped goes on where it was.

Options:
  --only <id>   Only this section or exercise, as in 3.9 or 3.9.2; may be repeated
  --jobs <n>    Mutants run at the same time (default: the cores of the machine)
  --seed <n>    The checks' random data (default 1, as in the gate)
  --fresh       Run again what was run before
  --help

Exit codes:
  0  every mutant is killed, or equivalent for a reason
  2  the command was wrong; nothing was run
  5  a mutant survives, or a list of equivalent ones is wrong

Examples:
  # What do the checks of one exercise miss?
  pnpm mutate --only 3.9.2

  # Does what survives depend on the draw?
  pnpm mutate --only 3.9.2 --seed 7

  # The whole course, next to other work
  nice -n 10 pnpm mutate --jobs 1
`

const OPTIONS = {
  only: { type: 'string', multiple: true },
  jobs: { type: 'string' },
  seed: { type: 'string', default: '1' },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Runs one command line of `pnpm mutate`, and resolves to its exit code. */
export async function run(args: string[], world: CommandWorld): Promise<number> {
  try {
    const values = parse(args)
    if (!values.help) return await mutate(values, world)
    await print(world, HELP)
    return 0
  } catch (error) {
    if (!(error instanceof GraderError)) throw error
    world.stderr.write(`${error.message}\n${error.fix}\n`)
    return 2
  }
}

async function mutate(values: ReturnType<typeof parse>, world: CommandWorld): Promise<number> {
  const jobs = jobsOf(values)
  const seed = wholeNumber(values, 'seed')!
  const exercises = exercisesOf(await loadCourse(world.courseRoot, values.only))
  await using supply = await BoxSupply.open({ size: jobs, packages: commonPackages(exercises) })
  const scores: MutationScore[] = []
  for (const exercise of exercises) {
    const results = await openResults(exercise, {
      cache: cacheOf(world),
      fresh: values.fresh,
      run: { tier: supply.tier.name, seed },
    })
    const onProgress = progressOf(exercise.id, world)
    const score = await mutateExercise(exercise, { supply, seed, jobs, results, onProgress })
    scores.push(score)
    await print(world, shown(score))
    const table = path.join(world.courseRoot, 'MUTATION.md')
    const earlier = existsSync(table) ? readFileSync(table, 'utf8') : ''
    writeWhole(table, scoreTable([rowOf(score)], earlier))
  }
  return scores.every(isClean) ? 0 : 5
}

/** A score, and what survives in the form that `equivalent-mutants.ts` wants. */
function shown(score: MutationScore): string {
  const { id, mutants, killed, equivalent, survivors, problems } = score
  const sums = `${mutants} mutants: ${killed} killed, ${equivalent} equivalent, ${survivors.length} survive`
  const lines = survivors.flatMap(({ at, mutator, line, becomes }) => [
    `solution.ts:${at} ${mutator}`,
    `  { line: ${JSON.stringify(line)}, becomes: ${JSON.stringify(becomes)}, reason: '' },`,
  ])
  const all = [...problems.flatMap(problemLines), ...lines].map((line) => `    ${line}\n`)
  return `${isClean(score) ? '✓' : '✗'} ${id}  ${sums}\n${all.join('')}`
}

function isClean({ survivors, problems }: MutationScore): boolean {
  return survivors.length === 0 && problems.length === 0
}

/** On a terminal one line that changes; elsewhere a line for every tenth of the mutants. */
function progressOf(id: string, { stderr, env }: CommandWorld) {
  const rewrites = stderr.isTTY && env['TERM'] !== 'dumb'
  let tenths = 0
  return (done: number, all: number) => {
    const line = `${id}  ${done}/${all} mutants`
    if (rewrites) stderr.write(done < all ? `\r\u001B[K${line}` : '\r\u001B[K')
    else if (Math.floor((done * 10) / all) > tenths) stderr.write(`${line}\n`)
    tenths = Math.floor((done * 10) / all)
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values
  } catch (error) {
    throw new GraderError((error as Error).message.split('. ')[0]!, {
      fix: 'See "pnpm mutate --help" for the options there are',
    })
  }
}
