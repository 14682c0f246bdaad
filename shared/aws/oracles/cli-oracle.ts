import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Cloud } from '../src/cloud/cloud.ts'
import { serve } from '../src/cloud/serve.ts'
import { AwsCli } from './aws-cli.ts'
import { batch } from './cli/batch.ts'
import { dataPipeline } from './cli/data-pipeline.ts'
import { dynamodb } from './cli/dynamodb.ts'
import { emr } from './cli/emr.ts'
import { glacier } from './cli/glacier.ts'
import { glue } from './cli/glue.ts'
import { iot } from './cli/iot.ts'
import { kinesis } from './cli/kinesis.ts'
import { s3 } from './cli/s3.ts'
import { sqs } from './cli/sqs.ts'
import type { CliSession } from './cli-session.ts'

const SESSIONS: Record<string, CliSession> = {
  S3: s3,
  DynamoDB: dynamodb,
  Kinesis: kinesis,
  SQS: sqs,
  Glue: glue,
  Glacier: glacier,
  Batch: batch,
  EMR: emr,
  IoT: iot,
  'Data Pipeline': dataPipeline,
}

/** What an oracle says of one service. */
export interface Verdict {
  service: string
  /** Steps or tests that came out as AWS's would. */
  passed: number
  /** Those that did not, with what happened instead. */
  failed: string[]
}

/** Has the AWS CLI at `file` speak with a fresh cloud for each service. */
export async function* cliVerdicts(
  file: string,
  only: (service: string) => boolean,
): AsyncGenerator<Verdict> {
  for (const [service, session] of Object.entries(SESSIONS)) {
    if (only(service)) yield await speak(service, { session, file })
  }
}

async function speak(
  service: string,
  { session, file }: { session: CliSession; file: string },
): Promise<Verdict> {
  const cloud = await Cloud.open()
  const server = await serve(cloud, { host: '127.0.0.1', port: 0 })
  const aws = new AwsCli(file, `http://127.0.0.1:${server.port}`)
  const folder = mkdtempSync(path.join(tmpdir(), 'oracle-'))
  const failed: string[] = []
  try {
    const advance = async (ms: number) => void (await cloud.advance(ms))
    await session(aws, { advance, folder })
  } catch (error) {
    failed.push((error as Error).message)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    cloud.end()
    await server.close(0)
    await cloud.close()
  }
  return { service, passed: aws.steps, failed }
}
