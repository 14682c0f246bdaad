import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { GraderError } from '../grader-error.ts'
import { loadReporter, isFormat } from '../reporters/reporters.ts'
import type { Reporter, ReportOptions } from '../reporters/reporter.ts'
import type { GradeReport } from '../result.ts'
import type { CommandWorld } from './run-command.ts'

/** A report to be written: in a format, to a file or to stdout. */
export interface Output {
  format: string
  reporter: Reporter
  file?: string
}

/**
 * Reads `--report` options and makes sure, before anything is graded, that each can be written.
 *
 * @throws {GraderError} for an unknown format or a path that cannot be written; nothing is overwritten.
 */
export async function openOutputs(options: readonly string[], cwd: string): Promise<Output[]> {
  return Promise.all(options.map((option) => openOutput(option, cwd)))
}

async function openOutput(option: string, cwd: string): Promise<Output> {
  const at = option.indexOf('=')
  const format = at < 0 ? option : option.slice(0, at)
  const reporter = await loadReporter(format)
  if (at < 0) return { format, reporter }
  const file = path.resolve(cwd, option.slice(at + 1))
  assertWritable(file)
  return { format, reporter, file }
}

function assertWritable(file: string) {
  try {
    if (existsSync(file)) return accessSync(file, constants.W_OK)
    closeSync(openSync(file, 'wx'))
    rmSync(file)
  } catch (error) {
    throw new GraderError(
      `Cannot write the report "${file}": ${(error as Error).message.split(',')[0]}`,
      {
        fix: 'Name a file in a folder that exists and can be written',
        cause: error,
      },
    )
  }
}

/** Writes every report. Throws a `GraderError` after the others are written if one cannot be. */
export function writeOutputs(
  outputs: readonly Output[],
  report: GradeReport,
  { options, world }: { options: ReportOptions; world: CommandWorld },
): void {
  const problems: GraderError[] = []
  for (const { format, reporter, file } of outputs) {
    try {
      const colors = options.colors && file === undefined
      const text = reporter(report, { ...options, colors })
      if (file === undefined) world.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
      else writeFileSync(file, text)
      if (file !== undefined) world.stderr.write(`${format} report: ${file}\n`)
    } catch (error) {
      problems.push(asGraderError(error, format, file))
    }
  }
  const [first] = problems
  if (first) throw first
}

function asGraderError(error: unknown, format: string, file: string | undefined): GraderError {
  if (error instanceof GraderError) return error
  if (!(error instanceof Error) || !('code' in error)) throw error
  return new GraderError(
    `Cannot write the ${format} report "${file ?? 'stdout'}": ${error.message}`,
    {
      fix: 'Make room or name another file, and run again: results are kept and not graded twice',
      cause: error,
    },
  )
}

/** Appends what GitHub Actions reads from files, where it names them. */
export function appendTo(file: string | undefined, text: string): void {
  if (file) appendFileSync(file, text)
}

export { isFormat }
