// An SDK client with an endpoint and a handler of its own.
import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3'

const { port } = %WORLD%
const client = new S3Client({ region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 })
const loot = []
await client.send(new ListBucketsCommand({})).catch((error) => loot.push(error.message))
const request = { protocol: 'http:', hostname: '127.0.0.1', port, method: 'GET', path: '/', headers: {}, query: {} }
await client.config.requestHandler.handle(request).then(
  (answer) => loot.push(String(answer)),
  (error) => loot.push(error.message),
)

throw new Error(loot.join(' | '))
