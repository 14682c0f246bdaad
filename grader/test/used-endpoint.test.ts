import path from 'node:path'
import { Cloud } from '@workshop/aws/cloud/cloud'
import { serve } from '@workshop/aws/cloud/serve'
import { expect, test } from 'vitest'
import { COURSE_ROOT } from '../src/course.ts'
import { WorkerPool } from '../src/workers/worker-pool.ts'

// 3.9.6 gives DynamoDB tokens, which an account remembers for ten minutes.
test('an endpoint on which somebody was graded is fair to the next one', async () => {
  const cloud = await Cloud.open()
  const server = await serve(cloud, { host: '127.0.0.1', port: 0 })
  const endpoint = `http://127.0.0.1:${server.port}`
  try {
    await using pool = await WorkerPool.open(
      {
        courseRoot: COURSE_ROOT,
        only: ['3.9.6'],
        target: 'localstack',
        env: { AWS_ENDPOINT_URL: endpoint },
        seed: 7,
        deadlineMs: 240_000,
      },
      { jobs: 2, tasks: 2 },
    )
    const complete = path.join(COURSE_ROOT, 'examples/ada-complete')
    const reports = await Promise.all(
      ['ada', 'grace'].map((name) => pool.grade({ path: complete, name })),
    )
    expect(
      reports.map(({ submission, points, maxPoints }) => [submission, points, maxPoints]),
    ).toEqual([
      ['ada', 15, 15],
      ['grace', 15, 15],
    ])
  } finally {
    cloud.end()
    await server.close(0)
    await cloud.close()
  }
}, 300_000)
