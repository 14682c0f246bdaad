import { parseArgs } from 'node:util'
import { GraderError } from '../grader-error.ts'
import { HELP, OPTIONS, VERSION } from './options.ts'
import { print } from './print.ts'

/** The world of a command. */
export interface CommandWorld {
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  /** The course in use: the folder where `modules` lies, absolute. */
  courseRoot: string
}

/** The values of the command line, by option. */
export type Values = ReturnType<typeof parse>['values']

/** A command gets what was said after its name, and resolves to the exit code. */
export type Command = (
  positionals: string[],
  values: Values,
  world: CommandWorld,
) => Promise<number>

const COMMANDS: Record<string, () => Promise<Command>> = {
  grade: async () => (await import('./grade-command.ts')).gradeCommand,
  watch: async () => (await import('./watch-command.ts')).watchCommand,
  verify: async () => (await import('./verify-command.ts')).verifyCommand,
  list: async () => (await import('./list-command.ts')).listCommand,
  handout: async () => (await import('./handout-command.ts')).handoutCommand,
}

/** Runs one command line and resolves to its exit code; 2 for one that makes no sense. */
export async function runCommand(argv: string[], world: CommandWorld): Promise<number> {
  try {
    const { values, positionals } = parse(argv)
    const [name, ...rest] = positionals
    if (values.version) return await say(world, `${VERSION}\n`)
    if (values.help || name === undefined) return await say(world, HELP)
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!load) {
      throw new GraderError(`There is no command "${name}"`, {
        fix: `Use one of: ${Object.keys(COMMANDS).join(', ')}; see --help`,
      })
    }
    const command = await load()
    return await command(rest, values, world)
  } catch (error) {
    if (!(error instanceof GraderError)) throw error
    world.stderr.write(`${error.message}\n${error.fix}\n`)
    return 2
  }
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    const message = (error as Error).message.split('. ')[0]!
    throw new GraderError(message, { fix: 'See "grader --help" for the options there are' })
  }
}

async function say(world: CommandWorld, text: string): Promise<number> {
  await print(world, text)
  return 0
}
