import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { FIXTURE_COURSE, TemporaryCourse } from '../../test/temporary-course.ts'
import { type CommandWorld, runCommand } from './run-command.ts'

const GREET = 'modules/9.2-other/exercises/1-greet'

// The other promises of the command line are shown by grader/test/cli.test.ts, in real processes.
describe('a wrong command', () => {
  const unwritable = /Cannot write the report/
  test.each([
    [['grade', 'cohort', '--only', '9.9'], /There is no section or exercise "9\.9"/],
    [['grade', 'cohort', '--only', '9.2.7'], /There is no section or exercise "9\.2\.7"/],
    [['grade', 'cohort', '--report', 'yaml'], /There is no report format "yaml"/],
    [['grade', 'cohort', '--report', 'json=not/there.json'], unwritable],
    [['grade', 'cohort', '--report', 'json=cohort'], unwritable],
    [['grade', 'cohort', '--report', 'json=r.json', '--report', 'csv=r.json'], /Two reports go to/],
    [['grade', 'cohort', '--report', 'classroom50'], /holds one submission, and 3 were given/],
    [
      ['grade', 'cohort/ada', '--report', 'classroom50'],
      /lacks the environment variables CLASSROOM/,
    ],
    [['grade', 'cohort', '--target', 'azure'], /There is no target "azure"/],
    [['grade', 'cohort', '--target', 'localstack'], /needs a URL in AWS_ENDPOINT_URL/],
    [['grade', 'cohort', '--audience', 'parents'], /--audience cannot be "parents"/],
    [['grade', 'cohort', '--jobs', '0'], /--jobs cannot be "0"/],
    [['grade', 'cohort', '--deadline', 'soon'], /--deadline cannot be "soon"/],
    [['grade', 'cohort', '--fail-under', '101'], /--fail-under cannot be "101"/],
    [['grade', 'cohort', '--min-tier', 'best'], /--min-tier cannot be "best"/],
    [['grade', 'cohort', '--roster', 'nobody.csv'], /Cannot read the roster "nobody\.csv"/],
    [
      ['grade', 'cohort', '--roster', 'cohort/vera/slip.csv'],
      /roster "cohort.*" at line 2: it has/,
    ],
    [
      ['grade', 'cohort', '--roster', 'cohort/vera/twins.csv'],
      /Cannot tell whose submission "ada"/,
    ],
    [['grade', 'cohort/nobody'], /Cannot find the submission/],
    [['grade', 'cohort', '--fancy'], /Unknown option '--fancy'/],
    [['grade', 'cohort', '--seed'], /--seed/],
    [['list', '9.2'], /"grader list" does not know what to do with "9\.2"/],
    [['verify', '9.2'], /"grader verify" does not know what to do with "9\.2"/],
    [
      ['verify', '--only', '9.2', '--report', 'junit=r.xml'],
      /"grader verify" does not take --report/,
    ],
    [['list', '--fail-under', '60'], /"grader list" does not take --fail-under/],
    [['watch', '9.2.1', '--only', '9.2'], /"grader watch" does not take --only/],
    [['watch', '9.2.1', '--audience', 'parents'], /--audience cannot be "parents"/],
    [['new'], /"grader new" needs an id and a slug, and was given nothing/],
    [['new', '9.2.2'], /"grader new" needs an id and a slug, and was given "9\.2\.2"/],
    [['new', '9.2.2', 'wave', 'hand'], /was given "9\.2\.2", "wave", "hand"/],
    [['new', '9.2.3', 'wave'], /9\.2\.3 would leave a gap/],
    [['new', '9.2.2', 'Wave'], /"Wave" cannot be the slug of an exercise/],
    [['new', '9.2.2', 'wave', '--only', '9.2'], /"grader new" does not take --only/],
    [['praise'], /There is no command "praise"/],
    [['constructor'], /There is no command "constructor"/],
  ])('%j exits with 2, says how to mend it, and grades nothing', async (args, message) => {
    using course = cohort()
    const files = readdirSync(course.root)
    const { code, stdout, stderr } = await run(course, args)
    expect(stderr).toMatch(message)
    expect([code, stdout]).toEqual([2, ''])
    const lines = stderr.trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/^[A-Z]/)
    expect(readdirSync(course.root)).toEqual(files)
  })

  test('names an exercise that is malformed', async () => {
    using course = cohort()
    course.write(`${GREET}/grading/exercise.ts`, 'export default 7')
    const { code, stderr } = await run(course, ['grade', 'cohort'])
    expect(code).toBe(2)
    expect(stderr).toContain(`"${GREET}/grading/exercise.ts" does not export`)
  })
})

test('an endpoint that serves nothing of what is asked for is no result of "0 of 0 points"', async () => {
  using course = cohort()
  const server = createServer((_, response) => response.writeHead(501).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const args = ['grade', 'cohort', '--target', 'localstack', '--only', '9.1.2']
    const { code, stdout, stderr } = await run(course, args, { AWS_ENDPOINT_URL: url })
    expect([code, stdout]).toEqual([2, ''])
    const [message, fix] = stderr.trim().split('\n')
    expect(message).toContain(`The target cannot serve 9.1.2. ${url} does not serve S3`)
    expect(fix).toContain('--target mock')
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('a bug keeps its stack', async () => {
  using course = cohort()
  const broken = { ...world(course), cwd: undefined as unknown as string }
  await expect(runCommand(['grade', 'cohort'], broken)).rejects.toBeInstanceOf(TypeError)
})

function cohort(): TemporaryCourse {
  const course = new TemporaryCourse({ from: FIXTURE_COURSE })
  for (const name of ['ada', 'grace', 'vera']) course.write(`cohort/${name}/${GREET}/greet.ts`, '')
  course.write('cohort/vera/slip.csv', 'id,name\ns1\n')
  course.write('cohort/vera/twins.csv', 'id,github_username\nada,countess\ns2,ada\n')
  return course
}

async function run(course: TemporaryCourse, args: string[], env: Record<string, string> = {}) {
  const written = { stdout: '', stderr: '' }
  const code = await runCommand(args, { ...world(course, written), env })
  return { code, ...written }
}

function world(course: TemporaryCourse, written = { stdout: '', stderr: '' }): CommandWorld {
  const stream = (name: keyof typeof written) => ({
    isTTY: false,
    write(text: string, done?: () => void) {
      written[name] += text
      done?.()
      return true
    },
  })
  return {
    stdout: stream('stdout') as unknown as NodeJS.WriteStream,
    stderr: stream('stderr') as unknown as NodeJS.WriteStream,
    env: {},
    cwd: course.root,
    courseRoot: course.root,
  }
}
