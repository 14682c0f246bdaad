import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { LoadedExercise } from '../src/course.ts'
import type { Source } from '../src/intake/submissions.ts'

/** Where the fixture course lies. */
export const COURSE = path.join(import.meta.dirname, 'course')

/** Where the hostile submissions lie. */
export const ZOO = path.join(import.meta.dirname, 'zoo')

/** How a file of the zoo that makes a whole submission is called: returns the submission's path. */
export type MakeSubmission = (place: {
  /** An empty directory to make it in. */
  directory: string
  /** What a hostile file may know of this machine. */
  facts: Facts
  /** The honest text of every exercise, by path. */
  honest: ReadonlyMap<string, string>
}) => string

/** What a hostile file may know of this machine: it stands in the place of `%WORLD%` in its text. */
export interface Facts {
  checks: string
  solution: string
  root: string
  /** A file that everybody may read. */
  temporary: string
  /** Another student's file. */
  neighbour: string
  /** A file that does not exist; everybody may make it. */
  marker: string
  /** Of a server on this machine. */
  port: number
  /** The grader's process id. */
  grader: number
}

/** The places where secrets lie, and the submissions that are after them. */
export class ZooWorld implements AsyncDisposable {
  readonly facts: Facts
  readonly #directory = mkdtempSync(path.join(tmpdir(), 'zoo-'))
  readonly #exercises: readonly LoadedExercise[]
  readonly #server: Server
  #reached = false

  /** No mode of a file does here what the isolation should do. */
  static async create(exercises: readonly LoadedExercise[]): Promise<ZooWorld> {
    const server = createServer((_, answer) => answer.end('canary-in-the-network'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new ZooWorld(exercises, server)
  }

  private constructor(exercises: readonly LoadedExercise[], server: Server) {
    this.#exercises = exercises
    this.#server = server
    server.on('connection', () => (this.#reached = true))
    const [first] = exercises as [LoadedExercise]
    const open = path.join(this.#directory, 'open')
    chmodSync(this.#directory, 0o755)
    mkdirSync(open)
    chmodSync(open, 0o777)
    const temporary = path.join(this.#directory, 'temporary.txt')
    writeFileSync(temporary, 'canary-in-a-file-7ac310')
    process.env['ZOO_SECRET'] = 'canary-in-the-environment-40b9d2'
    const neighbour = this.submission('neighbour', new Map())
    const file = path.join(neighbour.path, first.dir, first.file)
    writeFileSync(file, `// canary-in-a-neighbours-file-e82f65\n${readFileSync(file, 'utf8')}`)
    this.facts = {
      checks: path.join(first.folder, 'grading/checks.test.ts'),
      solution: path.join(first.folder, 'grading/solution.ts'),
      root: path.resolve(COURSE, '../../..'),
      temporary,
      neighbour: file,
      marker: path.join(open, 'marker'),
      port: (server.address() as AddressInfo).port,
      grader: process.pid,
    }
  }

  /** The neighbour, who solved everything. */
  get neighbour(): Source {
    return { path: path.join(this.#directory, 'neighbour'), name: 'neighbour' }
  }

  /** A folder with honest files, save for those exercises (by id) whose text is given. */
  submission(name: string, hostile: ReadonlyMap<string, string | Uint8Array>): Source {
    const folder = path.join(this.#directory, name)
    for (const { id, dir, file, folder: own } of this.#exercises) {
      mkdirSync(path.join(folder, dir), { recursive: true })
      const text = this.#addressed(hostile.get(id))
      writeFileSync(path.join(folder, dir, file), text ?? honestText(own))
    }
    return { path: folder, name }
  }

  #addressed(text: string | Uint8Array | undefined): string | Uint8Array | undefined {
    if (typeof text !== 'string') return text
    return text.replaceAll('%WORLD%', () => JSON.stringify(this.facts))
  }

  /** A submission that a file of the zoo makes itself. */
  made(name: string, make: MakeSubmission): Source {
    const directory = path.join(this.#directory, `${name}.made`)
    mkdirSync(directory)
    const honest = new Map(
      this.#exercises.map(({ dir, file, folder }) => [`${dir}/${file}`, honestText(folder)]),
    )
    return { path: make({ directory, facts: this.facts, honest }), name }
  }

  /** Which doors somebody went through since this was last asked. */
  takeEvidence(): ('network' | 'files')[] {
    const evidence: ('network' | 'files')[] = []
    if (this.#reached) evidence.push('network')
    if (existsSync(this.facts.marker)) evidence.push('files')
    this.#reached = false
    rmSync(this.facts.marker, { force: true })
    return evidence
  }

  async [Symbol.asyncDispose](): Promise<void> {
    delete process.env['ZOO_SECRET']
    rmSync(this.#directory, { recursive: true, force: true })
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

/** The solution, without the secret that its first line holds. */
function honestText(folder: string): string {
  const text = readFileSync(path.join(folder, 'grading/solution.ts'), 'utf8')
  return text.slice(text.indexOf('\n') + 1)
}
