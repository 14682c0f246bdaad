import { Cloud } from '../src/cloud/cloud.ts'
import { serve } from '../src/cloud/serve.ts'

/** Serves a fresh cloud on a free port while `use` works with it. */
export async function withCloud<Result>(
  use: (cloud: Cloud, url: string) => Promise<Result>,
): Promise<Result> {
  const cloud = await Cloud.open()
  const server = await serve(cloud, { host: '127.0.0.1', port: 0 })
  try {
    return await use(cloud, `http://127.0.0.1:${server.port}`)
  } finally {
    cloud.end()
    await server.close(0)
    await cloud.close()
  }
}
