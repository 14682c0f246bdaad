import { partialDeepStrictEqual } from 'node:assert'
import { runTool } from './run-tool.ts'

/** The options of a command, without their dashes; `true` stands for one without a value. */
export type Options = Record<string, unknown>

/** The AWS CLI, pointed at an endpoint, for one session. */
export class AwsCli {
  /** Commands that did what was expected. */
  steps = 0
  readonly #file: string
  readonly #endpoint: string
  readonly #env: Record<string, string | undefined>

  constructor(file: string, endpoint: string) {
    this.#file = file
    this.#endpoint = endpoint
    this.#env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
      AWS_CONFIG_FILE: '/nowhere',
    }
  }

  /**
   * Runs a command, such as `glue get-table`, which must succeed and whose answer must have what is
   * expected in it. Returns the answer.
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- every command has an answer of its own
  async ok(command: string, options: Options = {}, expected?: unknown): Promise<any> {
    const { code, stdout, stderr } = await this.#run(command, options)
    if (code !== 0) throw new Error(`"aws ${command}" failed: ${stderr.trim()}`)
    this.steps++
    if (expected === undefined) return stdout.trim() ? tryParse(stdout) : {}
    const answer: unknown = typeof expected === 'string' ? stdout.trim() : tryParse(stdout)
    partialDeepStrictEqual(answer, expected, `"aws ${command}" answers ${stdout.trim()}`)
    return answer
  }

  /** Runs a command that AWS refuses with this error. */
  async fails(command: string, options: Options, error: string): Promise<void> {
    const { code, stdout, stderr } = await this.#run(command, options)
    if (code === 0) throw new Error(`"aws ${command}" succeeded: ${stdout.trim()}`)
    if (!stderr.includes(`(${error})`)) {
      throw new Error(`"aws ${command}" failed, but not with ${error}: ${stderr.trim()}`)
    }
    this.steps++
  }

  #run(command: string, options: Options) {
    const words = command.split(' ')
    const given = Object.entries(options).flatMap(([name, value]) => {
      if (name === '') return [value].flat().map(String)
      if (value === true) return [`--${name}`]
      if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
        return [`--${name}`, ...value]
      }
      return [`--${name}`, typeof value === 'string' ? value : JSON.stringify(value)]
    })
    const output = words[0] === 's3' ? [] : ['--output', 'json']
    const args = ['--endpoint-url', this.#endpoint, ...output, ...words, ...given]
    return runTool(this.#file, args, { env: this.#env })
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.trim()
  }
}
