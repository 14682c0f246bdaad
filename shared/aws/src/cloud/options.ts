import { parseArgs } from 'node:util'
import { CloudError } from './cloud-error.ts'

/** What the command line asks for. */
export interface CloudOptions {
  host: string
  port: number
  folder: string | undefined
  isQuiet: boolean
  wantsHelp: boolean
}

export const HELP = `Usage: pnpm cloud [options]

Serves the embedded AWS over HTTP, for the AWS CLI, boto3, any SDK, presigned
URLs and curiosity. Any credentials will do: signatures are not verified.

Options:
  --port NUMBER  the port (default 4566; 0 picks a free one)
  --host HOST    the address to listen on (default 127.0.0.1, this machine only)
  --data DIR     keep everything in this folder; without it, nothing outlives
                 the process
  --quiet        no line for each request
  --help         this text

Examples:
  pnpm cloud
  pnpm cloud --port 0 --data ~/.workshop-cloud

  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any
  aws s3 mb s3://ledgers
  aws dynamodb list-tables

  Control it in JSON:
  curl localhost:4566/_workshop/health
  curl localhost:4566/_workshop/clock -d '{"advance": {"days": 30}}'
  curl localhost:4566/_workshop/faults -d '{"service": "S3", "operation":
    "PutObject", "call": [1, 2], "error": {"name": "SlowDown", "status": 503}}'
  curl -X POST localhost:4566/_workshop/reset
`

/** Reads the command line. Throws `CloudError` for what it does not know. */
export function readOptions(args: readonly string[]): CloudOptions {
  const { port, host, data, quiet, help } = parse(args)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new CloudError(`"--port" must be a number from 0 to 65535, not "${port}"`)
  }
  if (data === '') throw new CloudError('"--data" needs the name of a folder')
  return { host, port: Number(port), folder: data, isQuiet: quiet, wantsHelp: help }
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4566' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    const [what] = (error as Error).message.split('. ')
    throw new CloudError(`${what!.replaceAll("'", '"')}; "--help" says what there is`)
  }
}
