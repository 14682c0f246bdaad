import { Cloud } from './cloud.ts'
import { serve } from './serve.ts'

// What cli.ts does, with a journal that is compacted all the time: for tests that kill it.
const cloud = await Cloud.open({ folder: process.argv[2], compactFrom: 100_000 })
const { port } = await serve(cloud, { host: '127.0.0.1', port: 0 })
process.stdout.write(`http://127.0.0.1:${port}\n`)
