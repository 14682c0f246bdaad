import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { GraderError } from '../grader-error.ts'
import { loadReporter } from '../reporters/reporters.ts'
import type { Reporter, ReportOptions } from '../reporters/reporter.ts'
import type { GradeReport } from '../result.ts'
import { print } from './print.ts'
import type { CommandWorld } from './run-command.ts'
import { tryToWrite, writeWhole } from './write-whole.ts'

/** A report to be written: in a format, to a file or to stdout. */
export interface Output {
  format: string
  reporter: Reporter
  file?: string
}

/** What did not work, after everything else was written. */
export interface WriteProblems {
  /** A format cannot say what this report says. */
  refused: GraderError[]
  /** A place could not be written. */
  unwritten: GraderError[]
}

/**
 * Reads `--report` options and makes sure, before anything is graded, that each can be written.
 *
 * @throws {GraderError} for an unknown format, a path that cannot be written or one named twice;
 *   nothing is overwritten.
 */
export async function openOutputs(options: readonly string[], cwd: string): Promise<Output[]> {
  const outputs = await Promise.all(options.map((option) => openOutput(option, cwd)))
  const files = outputs.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, position) => files.indexOf(file) !== position)
  if (twice === undefined) return outputs
  throw new GraderError(`Two reports go to "${twice}"`, { fix: 'Name a file for each of them' })
}

async function openOutput(option: string, cwd: string): Promise<Output> {
  const at = option.indexOf('=')
  const format = at < 0 ? option : option.slice(0, at)
  const reporter = await loadReporter(format)
  if (at < 0) return { format, reporter }
  const file = path.resolve(cwd, option.slice(at + 1))
  try {
    tryToWrite(file)
  } catch (error) {
    const [reason] = (error as Error).message.split(',')
    throw new GraderError(`Cannot write the report "${file}": ${reason}`, {
      fix: 'Name a file in a folder that exists and can be written',
      cause: error,
    })
  }
  return { format, reporter, file }
}

/** Writes every report that can be written; what was there before stays until a new one is whole. */
export async function writeOutputs(
  outputs: readonly Output[],
  report: GradeReport,
  { options, world }: { options: ReportOptions; world: CommandWorld },
): Promise<WriteProblems> {
  const problems: WriteProblems = { refused: [], unwritten: [] }
  for (const { format, reporter, file } of outputs) {
    const colors = options.colors && file === undefined
    let text = ''
    const isText = await succeeds(problems.refused, () => {
      text = reporter(report, { ...options, colors })
    })
    if (isText) await succeeds(problems.unwritten, () => write(text, { format, file, world }))
  }
  return problems
}

async function write(
  text: string,
  { format, file, world }: { format: string; file: string | undefined; world: CommandWorld },
): Promise<void> {
  if (file === undefined) return print(world, text.endsWith('\n') ? text : `${text}\n`)
  try {
    writeWhole(file, text)
  } catch (error) {
    throw unwritten(`the ${format} report "${file}"`, error)
  }
  world.stderr.write(`${format} report: ${file}\n`)
}

/** Notes a `GraderError` of the action; any other error is a bug, and thrown. */
export async function succeeds(
  problems: GraderError[],
  action: () => void | Promise<void>,
): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    if (!(error instanceof GraderError)) throw error
    problems.push(error)
    return false
  }
}

/** Appends to a file that GitHub Actions reads, if it names one. Throws a `GraderError`. */
export function appendTo(file: string | undefined, text: string): void {
  if (!file) return
  try {
    appendFileSync(file, text)
  } catch (error) {
    throw unwritten(`"${file}"`, error)
  }
}

function unwritten(what: string, error: unknown): GraderError {
  return new GraderError(`Cannot write ${what}: ${(error as Error).message}`, {
    fix: 'Make room or name another file, and run again: results are kept and not graded twice',
    cause: error,
  })
}
