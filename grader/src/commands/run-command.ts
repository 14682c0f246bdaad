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

interface CommandEntry {
  load: () => Promise<Command>
  /** The options it heeds. */
  options: readonly (keyof typeof OPTIONS)[]
}

const CONDITIONS = ['target', 'seed', 'deadline', 'min-tier'] as const

const COMMANDS: Record<string, CommandEntry> = {
  grade: {
    load: async () => (await import('./grade-command.ts')).gradeCommand,
    options: Object.keys(OPTIONS) as (keyof typeof OPTIONS)[],
  },
  watch: {
    load: async () => (await import('./watch-command.ts')).watchCommand,
    options: ['audience', ...CONDITIONS],
  },
  verify: {
    load: async () => (await import('./verify-command.ts')).verifyCommand,
    options: ['only', 'jobs', ...CONDITIONS],
  },
  list: {
    load: async () => (await import('./list-command.ts')).listCommand,
    options: ['only'],
  },
  handout: {
    load: async () => (await import('./handout-command.ts')).handoutCommand,
    options: ['only'],
  },
  new: {
    load: async () => (await import('./new-command.ts')).newCommand,
    options: [],
  },
}

/** Runs one command line and resolves to its exit code; 2 for one that makes no sense. */
export async function runCommand(argv: string[], world: CommandWorld): Promise<number> {
  try {
    const { values, positionals, tokens } = parse(argv)
    const [name, ...rest] = positionals
    if (values.version) return await say(world, `${VERSION}\n`)
    if (values.help || name === undefined) return await say(world, HELP)
    const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!entry) {
      throw new GraderError(`There is no command "${name}"`, {
        fix: `Use one of: ${Object.keys(COMMANDS).join(', ')}; see --help`,
      })
    }
    const given = tokens.flatMap((token) => (token.kind === 'option' ? token.name : []))
    refuseUnheeded(name, { given, heeded: entry.options })
    const command = await entry.load()
    return await command(rest, values, world)
  } catch (error) {
    if (!(error instanceof GraderError)) throw error
    world.stderr.write(`${error.message}\n${error.fix}\n`)
    return 2
  }
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true, tokens: true })
  } catch (error) {
    const message = (error as Error).message.split('. ')[0]!
    throw new GraderError(message, { fix: 'See "grader --help" for the options there are' })
  }
}

/** An option without an effect is worse than none: whoever gave it waits for its file. */
function refuseUnheeded(
  command: string,
  { given, heeded }: { given: readonly string[]; heeded: readonly string[] },
): void {
  const unheeded = given.find((option) => !heeded.includes(option))
  if (unheeded === undefined) return
  const takes = heeded.map((option) => `--${option}`).join(', ') || 'none'
  throw new GraderError(`"grader ${command}" does not take --${unheeded}`, {
    fix: `Leave it out; it takes ${takes}`,
  })
}

async function say(world: CommandWorld, text: string): Promise<number> {
  await print(world, text)
  return 0
}
