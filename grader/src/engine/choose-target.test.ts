import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { FIXTURE_COURSE } from '../../test/temporary-course.ts'
import { exercisesOf, loadCourse } from '../course.ts'
import { assertServesSome, chooseTarget } from './choose-target.ts'

const sections = await loadCourse(FIXTURE_COURSE)
const exercises = exercisesOf(sections)

describe('chooseTarget', () => {
  test('serves every exercise from the fakes', async () => {
    const { target, unsupported } = await chooseTarget('mock', { env: {}, sections })
    expect(target).toBeTypeOf('function')
    expect(exercises.map(unsupported)).toEqual([undefined, undefined, undefined, undefined])
  })

  test('refuses a target that does not exist', async () => {
    await expect(chooseTarget('aws', { env: {}, sections })).rejects.toMatchObject({
      name: 'GraderError',
      message: 'There is no target "aws"',
      fix: 'Use mock or localstack',
    })
  })

  test.each([{}, { AWS_ENDPOINT_URL: '' }, { AWS_ENDPOINT_URL: 'localhost' }])(
    'asks for the endpoint where the environment is %j',
    async (env) => {
      await expect(chooseTarget('localstack', { env, sections })).rejects.toMatchObject({
        name: 'GraderError',
        message: 'The target "localstack" needs a URL in AWS_ENDPOINT_URL',
      })
    },
  )

  test('names an endpoint that takes connections and never answers', async () => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => sockets.add(socket))
    const endpoint = await listen(server)
    try {
      await expect(
        chooseTarget('localstack', { env: { AWS_ENDPOINT_URL: endpoint }, sections }),
      ).rejects.toMatchObject({
        name: 'GraderError',
        message: `Nothing answers at "${endpoint}" (AWS_ENDPOINT_URL) within 3 s`,
      })
    } finally {
      for (const socket of sockets) socket.destroy()
      server.close()
    }
  })

  test('names an endpoint where nobody listens', async () => {
    const server = createServer()
    const endpoint = await listen(server)
    server.close()
    await expect(
      chooseTarget('localstack', { env: { AWS_ENDPOINT_URL: endpoint }, sections }),
    ).rejects.toThrow(`Nothing answers at "${endpoint}"`)
  })

  test('skips with the reason what an endpoint does not serve', async () => {
    const server = createHttpServer((_, response) => response.writeHead(501).end())
    const endpoint = await listen(server)
    try {
      const { unsupported } = await chooseTarget('localstack', {
        env: { AWS_ENDPOINT_URL: endpoint },
        sections,
      })
      const reasons = new Map(exercises.map((exercise) => [exercise.id, unsupported(exercise)]))
      expect(reasons.get('9.1.1')).toBeUndefined()
      expect(reasons.get('9.1.2')).toContain(`${endpoint} does not serve S3`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  test('skips an exercise that needs the fakes', async () => {
    const server = createHttpServer((_, response) => response.end())
    const endpoint = await listen(server)
    try {
      const { unsupported } = await chooseTarget('localstack', {
        env: { AWS_ENDPOINT_URL: endpoint },
        sections: [],
      })
      const [loaded] = exercises
      const exercise = { ...loaded!.exercise, needsMock: 'it moves the clock by a week' }
      expect(unsupported({ ...loaded!, exercise })).toBe(
        'Needs the fakes: it moves the clock by a week',
      )
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})

describe('assertServesSome', () => {
  test('is content with one exercise that can be graded, and with none at all', () => {
    const [first] = exercises
    assertServesSome(exercises, ({ id }) => (id === first!.id ? undefined : 'Not here'))
    assertServesSome([], () => 'Not here')
  })

  test('says once what is missing, and how to mend it', () => {
    expect(() =>
      assertServesSome(exercises, () => 'http://a does not serve S3 (NotImplemented)'),
    ).toThrow(
      expect.objectContaining({
        name: 'GraderError',
        message:
          'The target cannot serve any of 4 exercises. http://a does not serve S3 (NotImplemented)',
        fix: expect.stringContaining('--target mock'),
      }),
    )
  })

  test('names the exercise where there is only one', () => {
    const [first] = exercises
    const refuse = () => assertServesSome([first!], () => 'Needs the fakes: hours pass')
    expect(refuse).toThrow(`The target cannot serve ${first!.id}. Needs the fakes: hours pass`)
  })
})

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
